/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.testing.Await;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP relay in front of the server that can be cut, swallow everything, or lose the answer to a commit. */
public final class FaultyWire implements Closeable {

    private final int serverPort;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean swallowing;
    private volatile ServerSocket door;

    public FaultyWire(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = door.getLocalPort();
        listen();
    }

    public int port() {
        return port;
    }

    /** The next commit reaches the server, and its answer nobody. */
    public void loseAnswerToCommit() {
        answersToLose.incrementAndGet();
    }

    public boolean answersAreLost() {
        return answersToLose.get() == 0;
    }

    /** From now on bytes go nowhere, on old connections and new, as behind a dead link. */
    public void swallow(boolean everything) {
        swallowing = everything;
    }

    /** Breaks all connections and refuses new ones. */
    public void cut() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Takes connections again. */
    public void mend() throws Exception {
        // Meanwhile the system may have lent the port to somebody's outgoing connection.
        Await.until("the port is free again", this::reopened);
        listen();
    }

    private boolean reopened() throws IOException {
        try {
            door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        threads.close();
    }

    private void listen() {
        ServerSocket current = door;
        threads.execute(() -> accept(current));
    }

    private void accept(ServerSocket current) {
        while (true) {
            try {
                Socket client = current.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                threads.execute(() -> relay(client, server, true));
                threads.execute(() -> relay(server, client, false));
            } catch (IOException e) {
                if (current.isClosed()) {
                    return;
                }
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends when either side closes: what a wire does, and no failure of the test. */
    private void relay(Socket from, Socket to, boolean toServer) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            int length;
            while ((length = in.read(buffer)) > 0) {
                boolean lost =
                        toServer && isCommit(buffer, length) && answersToLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
                if (lost) {
                    from.shutdownOutput();
                }
                if (!swallowing) {
                    to.getOutputStream().write(buffer, 0, length);
                }
                if (lost) {
                    // The server carries the commit out before it notices that nobody listens.
                    to.shutdownOutput();
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IOException _) {
            return;
        }
    }

    /** A packet of one text query; the name of the isolation level has the same word in it. */
    private static boolean isCommit(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).endsWith("\u0003COMMIT");
    }
}
