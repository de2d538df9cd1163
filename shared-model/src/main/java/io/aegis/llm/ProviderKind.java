/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.net.URI;

/** The providers that Aegis knows by name, with what applies when nothing else is set. */
public enum ProviderKind {
    GROQ("groq", "https://api.groq.com/openai/v1", "llama-3.1-8b-instant"),
    OPENAI("openai", "https://api.openai.com/v1", "gpt-4o-mini");

    private final String label;
    private final URI defaultBaseUrl;
    private final String defaultModel;

    ProviderKind(String label, String defaultBaseUrl, String defaultModel) {
        this.label = label;
        this.defaultBaseUrl = URI.create(defaultBaseUrl);
        this.defaultModel = defaultModel;
    }

    /** The name in settings and on the wire, such as {@code groq}. */
    public String label() {
        return label;
    }

    /** The provider's own address. */
    public URI defaultBaseUrl() {
        return defaultBaseUrl;
    }

    /** The model that is asked for when none is named. */
    public String defaultModel() {
        return defaultModel;
    }
}
