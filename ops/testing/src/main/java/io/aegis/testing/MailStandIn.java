/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** A mail server that takes what it is sent (RFC 5321, the commands that a client needs), or refuses its recipients. */
public final class MailStandIn implements AutoCloseable {

    private final ServerSocket server;
    private final UnaryOperator<String> onRecipient;
    private final BlockingQueue<List<String>> mails = new LinkedBlockingQueue<>();

    /** @param onRecipient its reply to a recipient, such as {@code 250 OK} */
    public MailStandIn(String onRecipient) throws IOException {
        this(_ -> onRecipient);
    }

    /** @param onRecipient its reply to a line that names a recipient */
    public MailStandIn(UnaryOperator<String> onRecipient) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.onRecipient = onRecipient;
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Mails that came: the envelope's lines, then those of the message. They are there once the sender has its answer. */
    public BlockingQueue<List<String>> mails() {
        return mails;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> talk(client));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = client.getOutputStream();
            List<String> mail = new ArrayList<>();
            say(out, "220 standin ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0];
                switch (verb) {
                    case "EHLO" -> say(out, "250-standin", "250 8BITMIME");
                    case "MAIL" -> {
                        mail.add(line);
                        say(out, "250 OK");
                    }
                    case "RCPT" -> {
                        mail.add(line);
                        say(out, onRecipient.apply(line));
                    }
                    case "DATA" -> {
                        say(out, "354 go on");
                        for (String each = in.readLine(); each != null && !each.equals("."); each = in.readLine()) {
                            mail.add(each);
                        }
                        mails.add(List.copyOf(mail));
                        say(out, "250 OK");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 OK");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(OutputStream out, String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
