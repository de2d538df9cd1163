/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.channels.ChannelKind;
import io.aegis.settings.Secret;
import io.aegis.testing.MailStandIn;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailDeliveryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID DELIVERY = new UUID(1, 2);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private static final String PAYLOAD = """
            {"priority": "High", "text": "No\\r\\nBcc: everybody@example.com\\r\\n\\r\\n.\\r\\nrefund, größer"}""";

    private static MailDelivery delivery(boolean allowPrivate) {
        return new MailDelivery(new SsrfFilter(InetAddress::getAllByName, allowPrivate), CLOCK, Duration.ofSeconds(30));
    }

    private static Channel.Managed channel(String address, Optional<Secret> secret) {
        return new Channel.Managed(
                "mail",
                ChannelKind.EMAIL,
                URI.create(address),
                "ops@example.com, Second <second@example.com>",
                MessageTemplate.orDefault("{{priority}}: {{text}}"),
                secret);
    }

    private static Delivery send(boolean allowPrivate, int port, Optional<Secret> secret) throws Exception {
        return delivery(allowPrivate)
                .send(
                        DELIVERY,
                        channel("smtp://localhost:" + port + "?from=aegis@example.com", secret),
                        JSON.readTree(PAYLOAD));
    }

    @Test
    void a_mail_arrives_and_what_a_customer_writes_begins_no_header_and_no_end() throws Exception {
        try (MailStandIn server = new MailStandIn("250 OK")) {
            assertThat(send(true, server.port(), Optional.empty())).isEqualTo(new Delivery.Taken());

            List<String> mail = server.mails().remove();
            assertThat(mail)
                    .startsWith(
                            "MAIL FROM:<aegis@example.com>",
                            "RCPT TO:<ops@example.com>",
                            "RCPT TO:<second@example.com>");
            List<String> headers = mail.subList(3, mail.indexOf(""));
            assertThat(headers)
                    .contains(
                            "From: aegis@example.com",
                            "Subject: High: No",
                            "Auto-Submitted: auto-generated",
                            "Message-ID: <" + DELIVERY + "@aegis.invalid>")
                    .noneMatch(line -> line.startsWith("Bcc"));
            assertThat(String.join("\n", mail.subList(mail.indexOf(""), mail.size())))
                    .contains("Bcc: everybody@example.com")
                    .contains("refund, gr");
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void what_the_server_refuses_is_told_by_number_only() throws Exception {
        try (MailStandIn server = new MailStandIn("550 5.1.1 no such user ops@example.com")) {
            assertThat(send(true, server.port(), Optional.empty()))
                    .isEqualTo(new Delivery.Failed("the mail server answered 550", Optional.empty()));
        }
    }

    @Test
    void who_is_taken_gets_the_mail_whoever_else_is_not() throws Exception {
        try (MailStandIn server = new MailStandIn(line -> line.contains("ops@") ? "550 no such user" : "250 OK")) {
            assertThat(send(true, server.port(), Optional.empty()))
                    .isEqualTo(new Delivery.TakenInPart(
                            "the mail server refuses ops@example.com; the others have got it"));
            assertThat(server.mails().remove()).contains("RCPT TO:<second@example.com>", "Subject: High: No");
        }
        try (MailStandIn server = new MailStandIn(line -> line.contains("second@") ? "451 later" : "250 OK")) {
            assertThat(send(true, server.port(), Optional.empty()))
                    .isEqualTo(new Delivery.TakenInPart(
                            "the mail server does not take mail now for second@example.com; the others have got it"));
            assertThat(server.mails()).hasSize(1);
        }
        try (MailStandIn server = new MailStandIn(line -> line.contains("ops@") ? "550 no such user" : "451 later")) {
            assertThat(send(true, server.port(), Optional.empty())).isInstanceOf(Delivery.Failed.class);
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void a_password_is_sent_over_tls_only() throws Exception {
        try (MailStandIn server = new MailStandIn("250 OK")) {
            assertThat(send(true, server.port(), Optional.of(Secret.of("hush"))))
                    .isEqualTo(new Delivery.Failed(
                            "the mail server offers no TLS, and a password is sent over nothing else",
                            Optional.empty()));
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void a_private_address_is_not_called() throws Exception {
        try (MailStandIn server = new MailStandIn("250 OK")) {
            assertThat(send(false, server.port(), Optional.empty()))
                    .isInstanceOfSatisfying(
                            Delivery.Failed.class,
                            failed -> assertThat(failed.reason()).contains("ALERT_ALLOW_PRIVATE"));
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void a_server_that_is_away_or_speaks_no_tls_is_told_by_kind() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(send(true, free, Optional.empty()))
                .isEqualTo(new Delivery.Failed("could not be sent: ConnectException", Optional.empty()));

        try (MailStandIn server = new MailStandIn("250 OK")) {
            Channel.Managed secure =
                    channel("smtps://aegis%40example.com@localhost:" + server.port(), Optional.empty());
            assertThat(delivery(true).send(DELIVERY, secure, JSON.readTree(PAYLOAD)))
                    .isInstanceOfSatisfying(
                            Delivery.Failed.class,
                            failed -> assertThat(failed.reason()).startsWith("could not be sent: SSL"));
        }
    }

    @Test
    void sockets_connect_through_the_filter_however_they_are_made() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (MailStandIn server = new MailStandIn("250 OK")) {
            GuardedSocketFactory open = new GuardedSocketFactory(new SsrfFilter(InetAddress::getAllByName, true));
            try (Socket one = open.createSocket("localhost", server.port());
                    Socket two = open.createSocket(loopback, server.port());
                    Socket three = open.createSocket("localhost", server.port(), loopback, 0);
                    Socket four = open.createSocket(loopback, server.port(), loopback, 0)) {
                assertThat(List.of(one, two, three, four)).allMatch(Socket::isConnected);
            }
            GuardedSocketFactory shut = new GuardedSocketFactory(new SsrfFilter(InetAddress::getAllByName, false));
            assertThatThrownBy(() -> shut.createSocket("localhost", server.port()))
                    .isInstanceOf(SsrfFilter.RefusedAddressException.class);
        }
    }

    @Test
    void senders_and_recipients_are_checked() {
        assertThat(MailAddresses.areValid("a@example.com, B <b@example.com>")).isTrue();
        assertThat(MailAddresses.areValid("")).isFalse();
        assertThat(MailAddresses.areValid("nobody")).isFalse();
        assertThat(MailAddresses.areValid("a@example.com\r\nBcc: b@example.com"))
                .isFalse();
        assertThat(MailAddresses.areValid(String.join(",", Collections.nCopies(11, "a@example.com"))))
                .isFalse();
        assertThat(MailAddresses.hasSender(URI.create("smtp://a%40example.com@mail.example")))
                .isTrue();
        assertThat(MailAddresses.hasSender(URI.create("smtp://mail.example?from=a@example.com")))
                .isTrue();
        assertThat(MailAddresses.hasSender(URI.create("smtp://mail.example?from=a@example.com%0d%0aBcc:b@c.de")))
                .isFalse();
        assertThat(MailAddresses.hasSender(URI.create("smtp://user@mail.example")))
                .isFalse();
    }
}
