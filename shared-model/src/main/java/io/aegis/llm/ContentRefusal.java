/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells when a server, or its model, does not want to deal with a text: that says nothing about the next one. */
final class ContentRefusal {

    private static final Set<Integer> STATUSES = Set.of(400, 403, 422, 451);

    /** The words of OpenAI, Azure, Google, Alibaba, Moonshot, DeepSeek, OpenRouter, Bedrock. */
    private static final Pattern CODE = Pattern.compile(
            "content_?filter|content_?policy|responsibleaipolicy|data_inspection_failed|moderation|prohibited_content|guardrail|safety|sensitive",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MESSAGE = Pattern.compile(
            "content[ _-]filter|content management policy|content policy|content exists risk|inappropriate content"
                    + "|responsible ai|requires moderation|input was flagged|flagged (?:as|by)|considered high risk"
                    + "|blocked by .{0,40}(?:safety|guardrail)|safety (?:system|filter|polic)",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> ENDINGS = Set.of(
            "content_filter",
            "content_filtered",
            "guardrail_intervened",
            "refusal",
            "safety",
            "prohibited_content",
            "blocklist",
            "recitation",
            "sensitive");

    private static final int MAX_APOLOGY = 600;

    private static final Pattern APOLOGY = Pattern.compile(
            "(?:i['\u2019]?m (?:very )?sorry|i am sorry|sorry|i apologi[sz]e|unfortunately)?[,.!]?\\s*(?:but )?"
                    + "(?:i (?:can['\u2019]?t|cannot|can not|won['\u2019]?t|will not|am unable to|am not able to)"
                    + "|i['\u2019]m (?:unable|not able) to) "
                    + "(?:help|assist|comply|continue|fulfill|process|classify|provide|engage|respond|answer|do that|discuss).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ContentRefusal() {}

    /** Whether an error is about the text. */
    static boolean isIn(ServerError error) {
        return STATUSES.contains(error.status()) && (found(CODE, error.code()) || found(MESSAGE, error.message()));
    }

    /** Whether an answer that ended for this reason was withheld because of the text. */
    static boolean ends(String finishReason) {
        return ENDINGS.contains(finishReason.toLowerCase(Locale.ROOT));
    }

    /** Whether a model declines in prose. */
    static boolean isSaidBy(String content) {
        String words = ReasoningFilter.strip(content.substring(0, Math.min(content.length(), AnswerParser.MAX_LENGTH)))
                .strip();
        return words.length() <= MAX_APOLOGY && APOLOGY.matcher(words).matches();
    }

    private static boolean found(Pattern pattern, Optional<String> words) {
        return words.filter(text -> pattern.matcher(text).find()).isPresent();
    }
}
