/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.net.URI;
import java.time.Duration;

/** One link of the provider chain. */
public sealed interface ProviderSettings {

    /** The provider's name on the wire: {@code groq:<model>}, {@code openai:<model>} or {@code mock-llm}. */
    String label();

    /**
     * A provider that is called over HTTP.
     *
     * @param kind whose it is
     * @param baseUrl http or https address up to and with the version, such as {@code https://api.openai.com/v1}, or up to a
     *     deployment, with a query, such as {@code https://x.openai.azure.com/openai/deployments/d?api-version=2024-06-01}
     * @param apiKey secret; not blank
     * @param model such as {@code gpt-4o-mini}; not blank
     */
    record Remote(ProviderKind kind, URI baseUrl, String apiKey, String model) implements ProviderSettings {

        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException when one is missing or malformed; the key is never in the message
         */
        public Remote {
            String scheme = String.valueOf(baseUrl.getScheme());
            if (!scheme.matches("(?i)https?") || baseUrl.getHost() == null || baseUrl.getRawFragment() != null) {
                throw new IllegalArgumentException("the base URL of " + kind.label()
                        + " must be http(s)://host[:port][/path][?query], not " + withoutQuery(baseUrl));
            }
            if (baseUrl.getRawUserInfo() != null) {
                throw new IllegalArgumentException("the base URL of " + kind.label() + " must not hold a password");
            }
            if (!apiKey.matches("[\\x21-\\x7e]+")) {
                throw new IllegalArgumentException(
                        "the API key of " + kind.label() + " must be printable ASCII without blanks");
            }
            if (model.isBlank()) {
                throw new IllegalArgumentException("the model of " + kind.label() + " is missing");
            }
        }

        /** A provider at its own address with its default model. */
        public static Remote of(ProviderKind kind, String apiKey) {
            return new Remote(kind, kind.defaultBaseUrl(), apiKey, kind.defaultModel());
        }

        @Override
        public String label() {
            return kind.label() + ":" + model;
        }

        /** Everything but the key, and the query, in which gateways carry keys. */
        @Override
        public String toString() {
            return "Remote[" + label() + " at " + withoutQuery(baseUrl) + "]";
        }

        private static String withoutQuery(URI address) {
            return address.toString().replaceFirst("\\?.*", "");
        }
    }

    /**
     * The built-in mock LLM: no network, for demos and load tests.
     *
     * @param delay how long an answer takes
     * @param disagreement share of texts, 0 to 1, on which it disagrees with the heuristic
     */
    record Mock(Duration delay, double disagreement) implements ProviderSettings {

        /** What rows call the mock. */
        public static final String LABEL = "mock-llm";

        /** On how many texts it disagrees when nothing else is set. */
        public static final double USUAL_DISAGREEMENT = 0.05;

        /**
         * Checks the delay and the share.
         *
         * @throws IllegalArgumentException when the delay is negative or the share is not from 0 to 1
         */
        public Mock {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("the delay of the mock LLM cannot be negative: " + delay);
            }
            if (!(disagreement >= 0 && disagreement <= 1)) {
                throw new IllegalArgumentException(
                        "the mock LLM disagrees on a share from 0 to 1, not " + disagreement);
            }
        }

        /** One that disagrees on as many texts as usual. */
        public Mock(Duration delay) {
            this(delay, USUAL_DISAGREEMENT);
        }

        @Override
        public String label() {
            return LABEL;
        }
    }
}
