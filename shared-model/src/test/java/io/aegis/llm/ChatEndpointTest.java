/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions, false",
        "https://api.openai.com/v1/, https://api.openai.com/v1/chat/completions, false",
        "http://localhost:1234, http://localhost:1234/chat/completions, false",
        "https://x.example.test/openai/deployments/d1?api-version=2024-06-01, https://x.example.test/openai/deployments/d1/chat/completions?api-version=2024-06-01, true",
        "https://x.openai.azure.com/openai/deployments/d1/chat/completions?api-version=2024-06-01, https://x.openai.azure.com/openai/deployments/d1/chat/completions?api-version=2024-06-01, true",
        "https://x.openai.azure.com/openai/v1, https://x.openai.azure.com/openai/v1/chat/completions, true",
        "https://gateway.test/v1?token=a%20b, https://gateway.test/v1/chat/completions?token=a%20b, false",
        "http://[::1]:8080/v1, http://[::1]:8080/v1/chat/completions, false"
    })
    void the_path_goes_before_the_query(URI base, URI expected, boolean azure) {
        ChatEndpoint endpoint = ChatEndpoint.of(base);
        assertThat(endpoint).isEqualTo(new ChatEndpoint(expected, azure));
        assertThat(endpoint.shown()).doesNotContain("?");
    }
}
