/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import io.aegis.db.keys.KeySource;
import io.aegis.db.keys.SessionSource;
import io.aegis.deadline.Ticker;
import io.aegis.online.health.DatabaseCheck;
import io.aegis.online.http.Routes;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.Listen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A runtime on a free port, with modules of a test's own and no database. */
public final class RunningApi implements AutoCloseable {

    private final ApiRuntime runtime;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    /** A runtime with these settings on top of the least that is needed. */
    public RunningApi(
            Map<String, String> settings,
            KeySource keys,
            DatabaseCheck database,
            Function<ApiRuntime, List<Routes>> modules) {
        this(settings, Ticker.system(), keys, database, modules);
    }

    /** The same, by a time that the test keeps. */
    public RunningApi(
            Map<String, String> settings,
            Ticker ticker,
            KeySource keys,
            DatabaseCheck database,
            Function<ApiRuntime, List<Routes>> modules) {
        Map<String, String> all =
                new LinkedHashMap<>(Map.of("DATABASE_URL", "mariadb://user@nowhere/aegis", "AEGIS_PORT", "0"));
        all.putAll(settings);
        OnlineSettings checked = OnlineSettings.from(Environment.of(all, Path.of("target")));
        SessionSource sessions = new SessionsInMemory();
        this.runtime = new ApiRuntime(checked, ticker, Clock.systemUTC(), keys, sessions, database);
        try {
            this.port =
                    runtime.serve(modules.apply(runtime), () -> true, List::of).port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, with modules that need nothing of the runtime. */
    public RunningApi(Map<String, String> settings, KeySource keys, DatabaseCheck database, List<Routes> modules) {
        this(settings, keys, database, any -> modules);
    }

    /** A runtime with default settings, no keys and a database that is well. */
    public static RunningApi with(Routes... modules) {
        return new RunningApi(Map.of(), List::of, () -> true, List.of(modules));
    }

    /** The runtime itself. */
    public ApiRuntime runtime() {
        return runtime;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** A request to a path, to be finished by the test. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    /** Sends a request. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gets a path, with the bootstrap key. */
    public HttpResponse<String> get(String path) {
        return send(request(path).header("X-API-Key", Listen.DEFAULT_API_KEY));
    }

    /** Posts JSON. */
    public HttpResponse<String> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Sends bytes as they are and reads until the server closes the connection. */
    public String raw(byte[] request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text as it is and reads until the server closes the connection. */
    public String raw(String request) {
        return raw(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A connection, for tests that speak byte by byte. */
    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void close() {
        client.close();
        runtime.close();
    }
}
