/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a model can do, by its name. A name that is not known gets what every OpenAI-compatible server understands.
 *
 * @param strictSchema whether it takes {@code response_format: json_schema} with {@code strict}
 * @param reasoning whether it thinks first: then it refuses a temperature and {@code max_tokens}, and its thoughts
 *     count as output
 */
record ModelTraits(boolean strictSchema, boolean reasoning) {

    private static final Pattern REASONING =
            Pattern.compile("(?:o[134]|gpt-5(?!.*chat)|(?:openai/)?gpt-oss)(?:[-.].*)?");
    private static final Pattern STRICT = Pattern.compile(
            "(?:gpt-4o(?!-2024-05-13)|gpt-4\\.1|gpt-5|o1(?!-mini|-preview)|o3|o4|openai/gpt-oss)(?:[-.].*)?");

    static ModelTraits of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        return new ModelTraits(
                STRICT.matcher(name).matches(), REASONING.matcher(name).matches());
    }
}
