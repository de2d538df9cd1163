/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Why a connection to a provider brought no complete answer, told by the exceptions of the JDK and of OkHttp. */
enum ConnectionFault {
    /** The name has no address. */
    UNKNOWN_HOST(
            "The server's name cannot be resolved.",
            "Correct the name in %s_BASE_URL, or the name resolution of this machine or container."),
    /** Nobody listens, or no way leads there. */
    NOT_LISTENING(
            "Nothing listens at that address and port.",
            "Nothing answers at %s_BASE_URL: check the address, the port, the name's resolution and the firewall, and that"
                    + " the server runs. In a container, localhost is the container itself."),
    /** The certificate is over, or will only begin. */
    CERTIFICATE_EXPIRED(
            "The server's certificate is not valid now.",
            "Renew the certificate of the server at %s_BASE_URL, or set the clock of this machine."),
    /** It is of another name. */
    CERTIFICATE_NAME(
            "The server's certificate is for another name.",
            "Put the name that the certificate is for into %s_BASE_URL, or have one made for the name or address that is"
                    + " there."),
    /** Nobody who is trusted has signed it. */
    CERTIFICATE_UNTRUSTED(
            "The server's certificate is signed by itself or by an authority that is not trusted.",
            "Trust the authority of the server at %s_BASE_URL: import its certificate with keytool into a trust store and"
                    + " name that in AEGIS_JAVA_OPTIONS=-Djavax.net.ssl.trustStore=FILE. Within one machine http:// will do."),
    /** A server of plain HTTP behind an address with https. */
    PLAIN_HTTP(
            "The server does not speak TLS: it answers in plain text.",
            "Write http:// instead of https:// in %s_BASE_URL, or the port that speaks https."),
    /** A server of TLS behind an address with http. */
    TLS_WANTED(
            "The server speaks TLS, and was asked in plain HTTP.",
            "Write https:// instead of http:// in %s_BASE_URL, or the port that speaks http."),
    /** TLS failed otherwise. */
    TLS(
            "No TLS connection could be agreed on with the server.",
            "The server at %s_BASE_URL and this JVM have no version or cipher of TLS in common, or it wants a certificate of"
                    + " ours: put a proxy between that speaks TLS 1.2 or 1.3."),
    /** It was there and went away. */
    CUT_OFF(
            "The connection broke before the answer was complete.",
            "Something at or before %s_BASE_URL hangs up: look at the server's log (a crash, a lack of memory, a restart) and"
                    + " at the time limits of proxies between. Where that address begins with http://, its port may want https://.");

    /** How TLS begins its records: an alert, or what else a server has to say to a request that is none of TLS. */
    private static final List<String> RECORDS_OF_TLS = List.of("\u0015\u0003", "\u0016\u0003");

    /** The same as Okio tells what came where a line should have. */
    private static final List<String> RECORDS_IN_HEXADECIMAL = List.of("content=1503", "content=1603");

    private final String message;
    private final String advice;

    ConnectionFault(String message, String advice) {
        this.message = message;
        this.advice = advice;
    }

    /** The fault that an exception tells of; a connection that just broke when it tells nothing better. */
    static ConnectionFault of(Throwable thrown) {
        List<Throwable> causes = Stream.<@Nullable Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(Objects::requireNonNull)
                .limit(10)
                .toList();
        if (has(causes, UnknownHostException.class::isInstance)) {
            return UNKNOWN_HOST;
        }
        if (has(causes, each -> each instanceof ConnectException || each instanceof NoRouteToHostException)) {
            return NOT_LISTENING;
        }
        if (has(causes, SSLException.class::isInstance)) {
            return ofTls(causes);
        }
        return has(causes, ConnectionFault::beginsAsTls) ? TLS_WANTED : CUT_OFF;
    }

    private static ConnectionFault ofTls(List<Throwable> causes) {
        if (has(
                causes,
                each -> each instanceof CertificateExpiredException
                        || each instanceof CertificateNotYetValidException)) {
            return CERTIFICATE_EXPIRED;
        }
        if (has(causes, SSLPeerUnverifiedException.class::isInstance) || says(causes, "subject alternative")) {
            return CERTIFICATE_NAME;
        }
        if (has(causes, CertPathBuilderException.class::isInstance) || says(causes, "path building failed")) {
            return CERTIFICATE_UNTRUSTED;
        }
        if (says(causes, "unrecognized ssl message") || says(causes, "plaintext connection")) {
            return PLAIN_HTTP;
        }
        return says(causes, "terminated the handshake") || says(causes, "connection reset") ? CUT_OFF : TLS;
    }

    /** As OkHttp tells it: {@code Unexpected status line: ...}, or {@code \n not found: limit=7 content=15030300020250...}. */
    private static boolean beginsAsTls(Throwable thrown) {
        List<String> records = switch (thrown) {
            case ProtocolException _ -> RECORDS_OF_TLS;
            case EOFException _ -> RECORDS_IN_HEXADECIMAL;
            default -> List.of();
        };
        return records.stream().anyMatch(String.valueOf(thrown.getMessage())::contains);
    }

    private static boolean has(List<Throwable> causes, Predicate<Throwable> test) {
        return causes.stream().anyMatch(test);
    }

    private static boolean says(List<Throwable> causes, String words) {
        return has(
                causes,
                each -> String.valueOf(each.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains(words));
    }

    /** As it is shown and kept: there was no status of HTTP, and the code is the fault's name. */
    ServerError error() {
        return new ServerError(ServerError.NO_ANSWER, Optional.of(code()), Optional.empty(), Optional.of(message));
    }

    /** What to change, by a provider's prefix of settings, when an error tells of a fault. */
    static Optional<String> advice(ServerError error, String prefix) {
        return Stream.of(values())
                .filter(fault -> error.status() == ServerError.NO_ANSWER
                        && error.code().filter(fault.code()::equals).isPresent())
                .findFirst()
                .map(fault -> String.format(Locale.ROOT, fault.advice, prefix));
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
