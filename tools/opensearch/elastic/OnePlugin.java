package org.elasticsearch.plugins;

import java.util.List;
import org.elasticsearch.env.Environment;

/** The plugins of a test node: one that is on the class path. */
public final class OnePlugin extends PluginsService {
    private final Plugin plugin;

    public OnePlugin(Environment environment, PluginsLoader loader, Plugin plugin) {
        super(environment.settings(), environment.configDir(), loader);
        this.plugin = plugin;
    }

    @Override
    protected List<LoadedPlugin> plugins() {
        String name = plugin.getClass().getName();
        PluginDescriptor described =
                new PluginDescriptor(
                        name, name, "1", "8", "17", name, null, List.of(), false, false, false, false);
        return List.of(new LoadedPlugin(described, plugin, plugin.getClass().getClassLoader()));
    }
}
