package io.aegis.online;

import io.aegis.deadline.Ticker;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running online API: the graph of its objects, built by hand. */
final class Application implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final House house;
    private final HttpServer server;

    private Application(House house, HttpServer server) {
        this.house = house;
        this.server = server;
    }

    /**
     * Builds the graph and starts to serve.
     *
     * @throws IOException when the address cannot be bound
     */
    static Application start(OnlineSettings settings) throws IOException {
        House house = new House(settings, Ticker.system(), Clock.systemUTC(), List::of, () -> true);
        try {
            HttpServer server = house.serve(List.of(), () -> true, () -> false);
            WarmUp.run(settings.listen().address(), server.port());
            house.warmedUp();
            LOG.atInfo()
                    .addKeyValue("version", version())
                    .addKeyValue("host", settings.listen().host())
                    .addKeyValue("port", server.port())
                    .addKeyValue("settings", settings)
                    .log("started");
            return new Application(house, server);
        } catch (IOException | RuntimeException e) {
            house.close();
            throw e;
        }
    }

    private static String version() {
        return Optional.ofNullable(Application.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** The port that it listens on. */
    int port() {
        return server.port();
    }

    /** Stops serving and closes everything. A second call does nothing. */
    @Override
    public void close() {
        house.close();
        LOG.info("stopped");
    }
}
