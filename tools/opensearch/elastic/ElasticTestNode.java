package org.elasticsearch.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.apache.lucene.util.BytesRef;
import org.elasticsearch.Build;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.cluster.node.DiscoveryNode;
import org.elasticsearch.common.bytes.BytesArray;
import org.elasticsearch.common.bytes.BytesReference;
import org.elasticsearch.common.bytes.ReleasableBytesReference;
import org.elasticsearch.common.component.AbstractLifecycleComponent;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.network.NetworkService;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.transport.BoundTransportAddress;
import org.elasticsearch.common.transport.TransportAddress;
import org.elasticsearch.common.util.BigArrays;
import org.elasticsearch.common.util.PageCacheRecycler;
import org.elasticsearch.common.util.concurrent.ThreadContext;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpBody;
import org.elasticsearch.http.HttpChannel;
import org.elasticsearch.http.HttpInfo;
import org.elasticsearch.http.HttpPreRequest;
import org.elasticsearch.http.HttpRequest;
import org.elasticsearch.http.HttpResponse;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.http.HttpStats;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.indices.breaker.CircuitBreakerService;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.NetworkPlugin;
import org.elasticsearch.plugins.OnePlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;
import org.elasticsearch.rest.AbstractRestChannel;
import org.elasticsearch.rest.ChunkedRestResponseBodyPart;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.telemetry.tracing.Tracer;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.BytesRefRecycler;
import org.elasticsearch.transport.ConnectionProfile;
import org.elasticsearch.transport.Transport;
import org.elasticsearch.transport.TransportMessageListener;
import org.elasticsearch.transport.TransportStats;
import org.elasticsearch.xcontent.NamedXContentRegistry;
import org.elasticsearch.xcontent.XContentParserConfiguration;

/**
 * A single Elasticsearch node for tests, without the modules that no registry has.
 *
 * <p>Elasticsearch publishes its server but neither its HTTP transport nor its analysis module. This
 * class gives the node an HTTP server of the JDK, a transport that reaches no other node, and the
 * two parts of analysis that an archive uses. Queries, aggregations, mappings and points in time are
 * Elasticsearch's own.
 *
 * <p>Arguments are settings, KEY=VALUE. It prints the port of HTTP on a line of its own and ends
 * when its standard input closes, and so with its parent.
 */
public final class ElasticTestNode {
    private ElasticTestNode() {}

    /** Makes the node use the parts below in place of modules. */
    private static final class Services extends NodeServiceProvider {
        @Override
        PluginsService newPluginService(Environment environment, PluginsLoader loader) {
            return new OnePlugin(environment, loader, new Part());
        }
    }

    /** The HTTP server, the transport and the analysis of the node. */
    public static final class Part extends Plugin implements NetworkPlugin, AnalysisPlugin {
        @Override
        public Map<String, Supplier<Transport>> getTransports(
                Settings settings,
                ThreadPool pool,
                PageCacheRecycler recycler,
                CircuitBreakerService breakers,
                NamedWriteableRegistry registry,
                NetworkService network) {
            return Map.of("alone", Alone::new);
        }

        @Override
        public Map<String, Supplier<HttpServerTransport>> getHttpTransports(
                Settings settings,
                ThreadPool pool,
                BigArrays arrays,
                PageCacheRecycler recycler,
                CircuitBreakerService breakers,
                NamedXContentRegistry registry,
                NetworkService network,
                HttpServerTransport.Dispatcher dispatcher,
                BiConsumer<HttpPreRequest, ThreadContext> populate,
                ClusterSettings clusterSettings,
                Tracer tracer) {
            return Map.of("jdk", () -> new Http(pool, registry, dispatcher));
        }

        @Override
        public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
            return Map.of(
                    "whitespace",
                    (index, environment, name, settings) ->
                            new Blanks(name, settings.getAsInt("max_token_length", 255)));
        }

        @Override
        public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
            return Map.of(
                    "pattern_capture",
                    (index, environment, name, settings) ->
                            new Captured(
                                    name,
                                    settings.getAsBoolean("preserve_original", true),
                                    settings.getAsList("patterns").stream()
                                            .map(Pattern::compile)
                                            .toArray(Pattern[]::new)));
        }
    }

    private record Blanks(String name, int longest) implements TokenizerFactory {
        @Override
        public Tokenizer create() {
            return new WhitespaceTokenizer(
                    org.apache.lucene.util.AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY, longest);
        }
    }

    private record Captured(String name, boolean whole, Pattern[] patterns)
            implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return new PatternCaptureGroupTokenFilter(tokens, whole, patterns);
        }
    }

    /** The transport of a node that has no others. */
    private static final class Alone extends AbstractLifecycleComponent implements Transport {
        private final ResponseHandlers responses = new ResponseHandlers();
        private final RequestHandlers requests = new RequestHandlers();
        private final TransportAddress address =
                new TransportAddress(InetAddress.getLoopbackAddress(), 9300);

        @Override
        public void setMessageListener(TransportMessageListener listener) {}

        @Override
        public BoundTransportAddress boundAddress() {
            return new BoundTransportAddress(new TransportAddress[] {address}, address);
        }

        @Override
        public BoundTransportAddress boundRemoteIngressAddress() {
            return null;
        }

        @Override
        public Map<String, BoundTransportAddress> profileBoundAddresses() {
            return Map.of();
        }

        @Override
        public TransportAddress[] addressesFromString(String text) {
            return new TransportAddress[] {address};
        }

        @Override
        public List<String> getDefaultSeedAddresses() {
            return List.of();
        }

        @Override
        public void openConnection(
                DiscoveryNode node,
                ConnectionProfile profile,
                ActionListener<Connection> listener) {
            listener.onFailure(new IOException("this node has no others"));
        }

        @Override
        public TransportStats getStats() {
            return new TransportStats(0, 0, 0, 0, 0, 0, new long[0], new long[0], Map.of());
        }

        @Override
        public ResponseHandlers getResponseHandlers() {
            return responses;
        }

        @Override
        public RequestHandlers getRequestHandlers() {
            return requests;
        }

        @Override
        protected void doStart() {}

        @Override
        protected void doStop() {}

        @Override
        protected void doClose() {}
    }

    /** HTTP on loopback by the JDK's own server. */
    private static final class Http extends AbstractLifecycleComponent
            implements HttpServerTransport {
        private final ThreadPool pool;
        private final XContentParserConfiguration parsing;
        private final Dispatcher dispatcher;
        private HttpServer server;

        Http(ThreadPool pool, NamedXContentRegistry registry, Dispatcher dispatcher) {
            this.pool = pool;
            this.parsing = XContentParserConfiguration.EMPTY.withRegistry(registry);
            this.dispatcher = dispatcher;
        }

        @Override
        public BoundTransportAddress boundAddress() {
            TransportAddress own = new TransportAddress(server.getAddress());
            return new BoundTransportAddress(new TransportAddress[] {own}, own);
        }

        @Override
        public HttpInfo info() {
            return new HttpInfo(boundAddress(), Integer.MAX_VALUE);
        }

        @Override
        public HttpStats stats() {
            return new HttpStats(0, 0);
        }

        @Override
        protected void doStart() {
            try {
                InetAddress loopback = InetAddress.getLoopbackAddress();
                server = HttpServer.create(new InetSocketAddress(loopback, 0), 64);
            } catch (IOException error) {
                throw new IllegalStateException(error);
            }
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().equals("/")) {
                welcome(exchange);
                return;
            }
            Asked asked = new Asked(exchange, body);
            Replied channel = new Replied(exchange);
            RestRequest request = RestRequest.request(parsing, asked, channel);
            CountDownLatch done = new CountDownLatch(1);
            ThreadContext context = pool.getThreadContext();
            try (ThreadContext.StoredContext ignored = context.stashContext()) {
                dispatcher.dispatchRequest(request, new Answer(request, exchange, context, done), context);
            }
            try {
                done.await();
            } catch (InterruptedException error) {
                Thread.currentThread().interrupt();
            }
        }

        /** What the module of the root says, as far as clients read it. */
        private void welcome(HttpExchange exchange) throws IOException {
            String number = Build.current().version();
            byte[] text =
                    ("{\"version\":{\"number\":\"" + number + "\"},\"tagline\":\"You Know, for Search\"}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-elastic-product", "Elasticsearch");
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, text.length);
            try (exchange) {
                exchange.getResponseBody().write(text);
            }
        }

        @Override
        protected void doStop() {
            server.stop(0);
        }

        @Override
        protected void doClose() {}
    }

    private static final class Answer extends AbstractRestChannel {
        private final HttpExchange exchange;
        private final ThreadContext context;
        private final CountDownLatch done;

        Answer(RestRequest request, HttpExchange exchange, ThreadContext context, CountDownLatch done) {
            super(request, true);
            this.exchange = exchange;
            this.context = context;
            this.done = done;
        }

        @Override
        public void sendResponse(RestResponse response) {
            try (exchange; response) {
                Map<String, List<String>> headers = new HashMap<>(context.getResponseHeaders());
                headers.putAll(response.getHeaders());
                headers.forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
                exchange.getResponseHeaders().set("content-type", response.contentType());
                boolean head = exchange.getRequestMethod().equals("HEAD");
                if (response.isChunked() && !head) {
                    exchange.sendResponseHeaders(response.status().getStatus(), 0);
                    write(response.chunkedContent());
                } else {
                    BytesReference content = response.content();
                    int size = head ? 0 : content.length();
                    exchange.sendResponseHeaders(
                            response.status().getStatus(), size == 0 ? -1 : size);
                    if (size > 0) {
                        content.writeTo(exchange.getResponseBody());
                    }
                }
            } catch (IOException error) {
                // the reader has gone
            } finally {
                done.countDown();
            }
        }

        private void write(ChunkedRestResponseBodyPart part) throws IOException {
            OutputStream stream = exchange.getResponseBody();
            while (!part.isPartComplete()) {
                try (ReleasableBytesReference chunk =
                        part.encodeChunk(1 << 16, BytesRefRecycler.NON_RECYCLING_INSTANCE)) {
                    chunk.writeTo(stream);
                }
            }
            if (!part.isLastPart()) {
                throw new IOException("a response in several parts is not for tests");
            }
        }
    }

    private static final class Asked implements HttpRequest {
        private final RestRequest.Method method;
        private final String uri;
        private final Map<String, List<String>> headers;
        private final HttpBody body;

        Asked(HttpExchange exchange, byte[] content) {
            method = RestRequest.Method.valueOf(exchange.getRequestMethod());
            uri = exchange.getRequestURI().toString();
            headers = exchange.getRequestHeaders();
            body = HttpBody.fromBytesReference(new BytesArray(content));
        }

        @Override
        public RestRequest.Method method() {
            return method;
        }

        @Override
        public String uri() {
            return uri;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return headers;
        }

        @Override
        public HttpBody body() {
            return body;
        }

        @Override
        public List<String> strictCookies() {
            return List.of();
        }

        @Override
        public HttpVersion protocolVersion() {
            return HttpVersion.HTTP_1_1;
        }

        @Override
        public HttpRequest removeHeader(String header) {
            return this;
        }

        @Override
        public HttpResponse createResponse(RestStatus status, BytesReference content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HttpResponse createResponse(RestStatus status, ChunkedRestResponseBodyPart part) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Exception getInboundException() {
            return null;
        }

        @Override
        public void release() {}
    }

    private record Replied(HttpExchange exchange) implements HttpChannel {
        @Override
        public void sendResponse(HttpResponse response, ActionListener<Void> listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InetSocketAddress getLocalAddress() {
            return exchange.getLocalAddress();
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            return exchange.getRemoteAddress();
        }

        @Override
        public void close() {}

        @Override
        public void addCloseListener(ActionListener<Void> listener) {}

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    public static void main(String[] arguments) throws Exception {
        LogConfigurator.configureESLogging();
        Settings.Builder settings = Settings.builder();
        settings.put("transport.type", "alone").put("http.type", "jdk");
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            settings.put(argument.substring(0, at), argument.substring(at + 1));
        }
        Path config = Path.of(settings.get("path.home"), "config");
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(
                        settings.build(), Map.of(), config, () -> "test-node");
        PluginsLoader loader =
                PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false);
        Node node =
                new Node(
                        NodeConstruction.prepareConstruction(
                                environment, loader, new Services(), true)) {
                    @Override
                    protected void configureNodeAndClusterIdStateListener(
                            org.elasticsearch.cluster.service.ClusterService service) {}
                };
        try (node) {
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
