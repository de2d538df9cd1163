/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.settings.Secret;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message by SMTP (RFC 5321). The address of the channel is {@code smtp://user@host:587} or {@code smtps://user@host:465},
 * with {@code ?from=} where the sender is not the user. A password travels only over TLS; without one TLS is used where the
 * server offers it. Certificates are checked against the name of the server. Thread-safe.
 */
final class MailDelivery {

    private static final String SECURE = "smtps";
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_TLS = 465;
    private static final int LONGEST_SUBJECT = 200;
    private static final Pattern REPLY = Pattern.compile("^([2-5][0-9][0-9])[ -]");

    private final GuardedSocketFactory sockets;
    private final Clock clock;
    private final Duration limit;

    /**
     * A way out for e-mail.
     *
     * @param guard decides which addresses may be called
     * @param clock dates messages
     * @param limit for each wait on the server
     */
    MailDelivery(SsrfFilter guard, Clock clock, Duration limit) {
        this.sockets = new GuardedSocketFactory(guard);
        this.clock = clock;
        this.limit = limit;
    }

    /** Sends the message of a payload to the targets of a channel. */
    Delivery send(UUID delivery, Channel.Managed channel, JsonNode payload) {
        URI server = channel.uri();
        boolean secure = SECURE.equals(server.getScheme());
        Session session =
                Session.getInstance(properties(secure, channel.secret().isPresent()));
        int port = server.getPort() > 0 ? server.getPort() : secure ? SUBMISSION_TLS : SUBMISSION;
        try (Transport transport = session.getTransport(secure ? SECURE : "smtp")) {
            Message message = message(session, delivery, channel, PresetMessage.preview(channel, payload));
            if (channel.secret().isPresent()) {
                transport.connect(
                        server.getHost(),
                        port,
                        MailAddresses.user(server).orElse(""),
                        channel.secret().map(Secret::reveal).orElse(""));
            } else {
                transport.connect(server.getHost(), port, null, null);
            }
            transport.sendMessage(message, message.getAllRecipients());
            return new Delivery.Taken();
        } catch (SendFailedException e) {
            Delivery failed = new Delivery.Failed(reason(e), Optional.empty());
            return addresses(e.getValidSentAddresses()).isEmpty() ? failed : new Delivery.TakenInPart(refusals(e));
        } catch (AuthenticationFailedException e) {
            return new Delivery.Failed("the mail server does not take the user and the password", Optional.empty());
        } catch (MessagingException e) {
            return new Delivery.Failed(reason(e), Optional.empty());
        }
    }

    private Properties properties(boolean secure, boolean signsIn) {
        String prefix = secure ? "mail.smtps." : "mail.smtp.";
        Properties properties = new Properties();
        String millis = Long.toString(limit.toMillis());
        properties.put(prefix + "connectiontimeout", millis);
        properties.put(prefix + "timeout", millis);
        properties.put(prefix + "auth", Boolean.toString(signsIn));
        properties.put(prefix + "socketFactory", sockets);
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", Boolean.toString(!secure));
        properties.put(prefix + "starttls.required", Boolean.toString(!secure && signsIn));
        // One address that the server does not take keeps nothing from the others.
        properties.put(prefix + "sendpartial", "true");
        // The name of this machine is nobody's business.
        properties.put(prefix + "localhost", "aegis.invalid");
        return properties;
    }

    private Message message(Session session, UUID delivery, Channel.Managed channel, String text)
            throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            // The same delivery has the same id, however often it is sent.
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + delivery + "@aegis.invalid>");
            }
        };
        String sender = MailAddresses.sender(channel.uri())
                .orElseThrow(() -> new MessagingException("the address says not who sends"));
        message.setFrom(new InternetAddress(sender, true));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(channel.target(), true));
        message.setSubject(MessageTemplate.subject(text, LONGEST_SUBJECT), StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** Who did not get it although others did: refused for good, or for now. */
    private static String refusals(SendFailedException failure) {
        String refused = addresses(failure.getInvalidAddresses());
        String later = addresses(failure.getValidUnsentAddresses());
        return Stream.of(
                        refused.isEmpty() ? "" : "refuses " + refused,
                        later.isEmpty() ? "" : "does not take mail now for " + later)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" and ", "the mail server ", "; the others have got it"));
    }

    private static String addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(each -> each instanceof InternetAddress known ? known.getAddress() : each.toString())
                        .collect(Collectors.joining(", "));
    }

    /** The number of the server's reply; its words may quote addresses. */
    private static String reason(MessagingException failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SsrfFilter.RefusedAddressException refused) {
                return String.valueOf(refused.getMessage());
            }
            Matcher reply = REPLY.matcher(String.valueOf(cause.getMessage()));
            if (reply.find()) {
                return "the mail server answered " + reply.group(1);
            }
            root = cause;
        }
        return String.valueOf(root.getMessage()).startsWith("STARTTLS is required")
                ? "the mail server offers no TLS, and a password is sent over nothing else"
                : "could not be sent: " + root.getClass().getSimpleName();
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException chained && chained.getNextException() != null
                ? chained.getNextException()
                : cause.getCause();
    }
}
