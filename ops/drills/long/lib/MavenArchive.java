/* SPDX-License-Identifier: GPL-3.0-or-later */
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Serves a folder on loopback, on a port that it prints. The JDK is all that it needs. */
void main(String[] arguments) {
    var server = SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            Path.of(arguments[0]).toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    IO.println("port " + server.getAddress().getPort());
}
