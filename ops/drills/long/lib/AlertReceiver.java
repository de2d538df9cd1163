/* SPDX-License-Identifier: GPL-3.0-or-later */
import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/* Takes webhooks on loopback, and notes the body of each in a line of a file. Arguments: PORT FILE. */
void main(String[] arguments) throws Exception {
    PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])), true);
    HttpServer server = HttpServer.create(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0])), 100);
    server.createContext("/", exchange -> {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        out.println(body.replace('\n', ' '));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    });
    server.start();
}
