/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackPostTest {

    private static final Target TARGET = Target.of("http://127.0.0.1:8000");

    @Test
    void a_request_is_written_whole() {
        byte[] request = new FeedbackPost(TARGET, Optional.empty()).bytes("Great \"app\" \u00e4");

        assertThat(new String(request, StandardCharsets.UTF_8)).isEqualTo("""
                POST /feedback HTTP/1.1\r
                Host: 127.0.0.1:8000\r
                Content-Type: application/json\r
                Content-Length: 34\r
                \r
                {"raw_content":"Great \\"app\\" \u00e4"}""");
    }

    @Test
    void a_key_goes_along() {
        byte[] request = new FeedbackPost(TARGET, Optional.of("s3cret")).bytes("text");

        assertThat(request).asString().contains("\r\nX-API-Key: s3cret\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a\r\nInjected: header", "k\u00e9y"})
    void a_key_that_would_break_the_header_is_refused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FeedbackPost(TARGET, Optional.of(key)));
    }
}
