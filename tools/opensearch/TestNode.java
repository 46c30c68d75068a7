import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/**
 * An OpenSearch node for tests: HTTP on loopback, nothing of the security plug-in.
 *
 * <p>Arguments are settings, KEY=VALUE. It prints the port of HTTP on a line of its own and ends
 * when its standard input closes, and so with its parent.
 */
public final class TestNode extends Node {
    private TestNode(Environment environment, List<PluginInfo> plugins) {
        super(environment, plugins, false);
    }

    @Override
    protected void configureNodeAndClusterIdStateListener(ClusterService service) {
        // the listener writes node and cluster id into the log pattern, which this node has not
    }

    private static PluginInfo plugin(String name) {
        return new PluginInfo(
                name, name, "1", Version.CURRENT, "21", name, null, List.of(), false);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            settings.put(argument.substring(0, at), argument.substring(at + 1));
        }
        Path config = Path.of(settings.get("path.home"), "config");
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(
                        settings.build(), Map.of(), config, () -> "test-node");
        List<PluginInfo> plugins =
                List.of(
                        plugin("org.opensearch.transport.Netty4ModulePlugin"),
                        plugin("org.opensearch.analysis.common.CommonAnalysisModulePlugin"));
        try (TestNode node = new TestNode(environment, plugins)) {
            node.start();
            HttpServerTransport http = node.injector().getInstance(HttpServerTransport.class);
            System.out.println(http.boundAddress().publishAddress().getPort());
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the parent closes it
            }
        }
        System.exit(0);
    }
}
