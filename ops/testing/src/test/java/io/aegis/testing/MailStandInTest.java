/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailStandInTest {

    private static String said(OutputStream out, BufferedReader in, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return in.readLine();
    }

    @Test
    void it_takes_a_mail_and_answers_a_recipient_as_it_is_told_to() throws Exception {
        try (MailStandIn server = new MailStandIn("550 no such user");
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = client.getOutputStream();
            assertThat(in.readLine()).startsWith("220");
            assertThat(said(out, in, "EHLO me")).startsWith("250-");
            assertThat(in.readLine()).isEqualTo("250 8BITMIME");
            assertThat(said(out, in, "MAIL FROM:<a@example.com>")).isEqualTo("250 OK");
            assertThat(said(out, in, "RCPT TO:<b@example.com>")).isEqualTo("550 no such user");
            assertThat(said(out, in, "NOOP")).isEqualTo("250 OK");
            assertThat(said(out, in, "DATA")).startsWith("354");
            assertThat(said(out, in, "Subject: ü\r\n\r\nhello\r\n.")).isEqualTo("250 OK");
            assertThat(server.mails().remove())
                    .containsExactly("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "Subject: ü", "", "hello");
            assertThat(said(out, in, "QUIT")).isEqualTo("221 bye");
        }
    }
}
