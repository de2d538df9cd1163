/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions as the JDK and OkHttp throw them, and what they tell of. */
class ConnectionFaultTest {

    private static IOException handshake(Throwable cause) {
        return (IOException) new SSLHandshakeException(String.valueOf(cause.getMessage())).initCause(cause);
    }

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(new UnknownHostException("nohost.invalid: Name or service not known"), "UNKNOWN_HOST"),
                Arguments.of(new ConnectException("Failed to connect to /127.0.0.1:1"), "NOT_LISTENING"),
                Arguments.of(new NoRouteToHostException("No route to host"), "NOT_LISTENING"),
                Arguments.of(
                        handshake(new CertificateException(
                                "PKIX path building failed", new CertPathBuilderException("unable to find"))),
                        "CERTIFICATE_UNTRUSTED"),
                Arguments.of(handshake(new CertificateExpiredException("NotAfter: yesterday")), "CERTIFICATE_EXPIRED"),
                Arguments.of(
                        handshake(
                                new CertificateException("No subject alternative names matching IP address 127.0.0.1")),
                        "CERTIFICATE_NAME"),
                Arguments.of(new SSLPeerUnverifiedException("Hostname localhost not verified"), "CERTIFICATE_NAME"),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), "PLAIN_HTTP"),
                Arguments.of(new ProtocolException("Unexpected status line: \u0015\u0003\u0003"), "TLS_WANTED"),
                Arguments.of(
                        new IOException(
                                "unexpected end of stream", new EOFException("\\n not found: content=15030300020250")),
                        "TLS_WANTED"),
                Arguments.of(new SSLHandshakeException("Received fatal alert: handshake_failure"), "TLS"),
                Arguments.of(new SSLHandshakeException("Remote host terminated the handshake"), "CUT_OFF"),
                Arguments.of(new ProtocolException("unexpected end of stream"), "CUT_OFF"),
                Arguments.of(new SocketException("Connection reset"), "CUT_OFF"),
                Arguments.of(new IOException("unexpected end of stream on http://x", new EOFException()), "CUT_OFF"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void each_is_told_apart(IOException thrown, String fault) {
        assertThat(ConnectionFault.of(new IllegalStateException("the client's own", thrown)))
                .hasToString(fault);
    }

    @ParameterizedTest
    @EnumSource
    void each_says_what_to_change_and_where(ConnectionFault fault) {
        assertThat(LlmAdvice.of("groq:m", LlmFailure.NETWORK, Optional.of(fault.error())))
                .contains("GROQ_BASE_URL");
        assertThat(fault.error().toString()).startsWith("no answer, ").endsWith(".\"");
    }

    @Test
    void causes_that_go_round_in_circles_end() {
        IOException inner = new IOException("a");
        IOException outer = new IOException("b", inner);
        inner.initCause(outer);

        assertThat(ConnectionFault.of(outer)).isEqualTo(ConnectionFault.CUT_OFF);
    }
}
