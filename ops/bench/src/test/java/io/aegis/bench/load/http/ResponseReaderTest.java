/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final String CREATED =
            "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n" + "server-timing: dedupe;dur=0.1, total;dur=1.25\r\n\r\n{}";

    private static ResponseReader reading(String bytes) {
        return new ResponseReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** As a slow network would deliver. */
    private static ResponseReader readingByteByByte(String bytes) {
        var in = new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return new ResponseReader(new InputStream() {
            @Override
            public int read() {
                return in.read();
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                return in.read(to, offset, 1);
            }
        });
    }

    @Test
    void an_answer_with_a_length_is_read_whole() throws Exception {
        RawResponse response = reading(CREATED).read();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.serverNanos()).hasValue(1_250_000);
        assertThat(response.retryAfterSeconds()).isEmpty();
        assertThat(response.keepAlive()).isTrue();
        assertThat(response.body()).asString().isEqualTo("{}");
    }

    @Test
    void answers_may_come_in_pieces_and_one_after_the_other() throws Exception {
        ResponseReader reader =
                readingByteByByte(CREATED + "HTTP/1.1 503 \r\nRetry-After: 2\r\nConnection: close\r\n\r\n");

        assertThat(reader.read().status()).isEqualTo(201);
        RawResponse second = reader.read();
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.retryAfterSeconds()).hasValue(2);
        assertThat(second.keepAlive()).isFalse();
        assertThat(second.body()).isEmpty();
    }

    @Test
    void a_chunked_body_is_put_together() throws Exception {
        RawResponse response = reading("""
                HTTP/1.1 200 OK\r
                Transfer-Encoding: chunked\r
                \r
                4;x=y\r
                Wiki\r
                A\r
                0123456789\r
                0\r
                Trailer: t\r
                \r
                """).read();

        assertThat(response.body()).asString().isEqualTo("Wiki0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dedupe;dur=0.1", "total", "total;dur=", "total;dur=fast", "total;dur=1e9", "subtotal;dur=1"})
    void a_server_timing_without_a_readable_total_tells_nothing(String metrics) throws Exception {
        RawResponse response = reading("HTTP/1.1 200 OK\r\nServer-Timing: " + metrics + "\r\n\r\n")
                .read();

        assertThat(response.serverNanos()).isEmpty();
    }

    @Test
    void a_retry_after_date_tells_nothing() throws Exception {
        String date = "HTTP/1.1 503 Busy\r\nRetry-After: Fri, 20 Nov 2026 10:00:00 GMT\r\n\r\n";

        assertThat(reading(date).read().retryAfterSeconds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 60})
    void an_answer_that_is_cut_off_is_none(int length) {
        assertThatThrownBy(() -> reading(CREATED.substring(0, length)).read()).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 2\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 999 Odd\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void what_is_no_answer_is_refused(String bytes) {
        assertThatThrownBy(() -> reading(bytes).read()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void endless_headers_and_bodies_are_refused() {
        String start = "HTTP/1.1 200 OK\r\n";
        String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";

        assertThatThrownBy(() ->
                        reading(start + "x".repeat(ResponseReader.MAX_LINE + 1)).read())
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reading(start + "X: y\r\n".repeat(ResponseReader.MAX_FIELDS + 1))
                        .read())
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reading(start + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk)
                        .read())
                .isInstanceOf(ProtocolException.class);
    }

    @Property(tries = 500)
    void whatever_comes_after_a_status_line_is_an_answer_or_an_io_error(@ForAll byte[] bytes) {
        String noise = "HTTP/1.1 200 OK\r\n" + new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            assertThat(reading(noise).read().status()).isEqualTo(200);
        } catch (IOException refused) {
            assertThat(refused).isInstanceOfAny(ProtocolException.class, EOFException.class);
        }
    }
}
