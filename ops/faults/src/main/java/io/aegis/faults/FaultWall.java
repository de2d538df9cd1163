/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import io.aegis.faults.Fault.Call;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * A provider that speaks OpenAI's chat completions and fails on demand: the model name picks the fault. It serves
 * {@code POST /v1/chat/completions}, {@code POST /openai/v1/chat/completions} and Azure's
 * {@code POST /openai/deployments/NAME/chat/completions} over plain HTTP; {@code GET /} prints the table of faults.
 *
 * <p>It works on raw sockets, since an HTTP server would not let it break HTTP. At most {@value #MAX_CONNECTIONS}
 * connections are served at a time, each on a virtual thread.
 */
public final class FaultWall implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 2000;
    private static final int IDLE_MILLIS = 60_000;
    private static final Pattern PATHS =
            Pattern.compile("(?:/openai)?/v1/chat/completions|/openai/deployments/[^/]+/chat/completions");

    private final ServerSocket server;
    private final CallLog log = new CallLog();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("fault-wall-", 0).factory());

    private FaultWall(ServerSocket server) {
        this.server = server;
    }

    /**
     * Starts a wall on the loopback address.
     *
     * @param port where to listen, 0 for any free port
     * @throws UncheckedIOException when the port cannot be had
     */
    public static FaultWall start(int port) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * Starts a wall on an address of this machine.
     *
     * @throws UncheckedIOException when the address cannot be had
     */
    public static FaultWall start(InetSocketAddress address) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(address, 1024);
            FaultWall wall = new FaultWall(server);
            wall.threads.execute(wall::acceptAll);
            return wall;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** The table of faults, as {@code --help} and {@code GET /} show it. */
    public static String help() {
        return "The model name picks the fault:\n" + FaultTable.help();
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** What a client takes as its base URL, such as {@code http://127.0.0.1:4010/v1}. */
    public String baseUrl() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + port() + "/v1";
    }

    /** How often a model was called. Calls that followed the redirect count as {@code elsewhere}. */
    public int calls(String model) {
        return log.calls(model);
    }

    /** The latest request bodies, oldest first, at most a hundred. */
    public List<String> requests() {
        return log.bodies();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return connections.size();
    }

    /** Stops listening and breaks all connections. */
    @Override
    public void close() {
        closeQuietly(server);
        connections.forEach(FaultWall::closeQuietly);
        threads.shutdownNow();
    }

    private void acceptAll() {
        try {
            while (!server.isClosed()) {
                places.acquire();
                Socket socket = server.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (InterruptedException | IOException | RejectedExecutionException e) {
            // The wall is being closed; a connection that came just then goes with it.
            close();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Reply reply = new Reply(socket, in);
            while (!socket.isClosed() && answerNext(in, reply)) {
                // The connection is kept alive for the next request.
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, or the wall is being closed: either way nobody is left to tell.
            closeQuietly(socket);
        } finally {
            connections.remove(socket);
            places.release();
        }
    }

    private boolean answerNext(InputStream in, Reply reply) throws IOException, InterruptedException {
        try {
            Optional<WireRequest> request = WireRequest.read(in);
            if (request.isEmpty()) {
                return false;
            }
            answer(request.get(), reply);
            return true;
        } catch (ProtocolException e) {
            reply.json(400, Completion.error("invalid_request_error", String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void answer(WireRequest request, Reply reply) throws IOException, InterruptedException {
        if (request.method().equals("GET") && request.path().equals("/")) {
            reply.send(200, "text/plain; charset=utf-8", help());
        } else if (request.path().equals(FaultTable.ELSEWHERE)) {
            log.count("elsewhere", request.body());
            reply.json(404, Completion.error("not_found", "You followed the redirect"));
        } else if (request.method().equals("POST")
                && PATHS.matcher(request.path()).matches()) {
            complete(request, reply);
        } else {
            reply.json(404, Completion.error("not_found", "POST /v1/chat/completions, or GET / for help"));
        }
    }

    private void complete(WireRequest request, Reply reply) throws IOException, InterruptedException {
        ChatRequest chat;
        try {
            chat = ChatRequest.parse(request.body());
        } catch (IllegalArgumentException e) {
            reply.json(400, Completion.error("invalid_request_error", String.valueOf(e.getMessage())));
            return;
        }
        int count = log.count(chat.model(), request.body());
        Optional<Fault> fault = FaultTable.find(chat.model());
        if (fault.isEmpty()) {
            reply.json(404, Completion.error("model_not_found", "No such fault; GET / lists them"));
            return;
        }
        fault.get().behaviour().answer(new Call(chat, request, fault.get().number(chat.model()), count), reply);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.getLogger(FaultWall.class.getName()).log(System.Logger.Level.DEBUG, "closing failed", e);
        }
    }
}
