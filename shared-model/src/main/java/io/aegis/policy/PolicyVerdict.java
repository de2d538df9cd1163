/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import java.util.Optional;

/**
 * What was said about a proposed action.
 *
 * @param asked whether anybody was asked: not about actions that a denial could not change
 * @param allowed whether it may be recommended
 * @param reason why, for people; always there when it is denied, or allowed only because nobody answered
 * @param decisionId the engine's own name of its decision, for its log
 * @param source who decided
 */
public record PolicyVerdict(
        boolean asked, boolean allowed, Optional<String> reason, Optional<String> decisionId, Source source) {

    private static final int LONGEST = 500;

    /** Who decided. */
    public enum Source {
        /** The engine at {@code POLICY_ENGINE_URL}. */
        ENGINE("engine"),
        /** The expressions of the local file, or the built-in ones. */
        RULES("rules"),
        /** {@code POLICY_ON_UNAVAILABLE}: the engine could not be asked. */
        STANCE("stance"),
        /** Nobody. */
        NONE("none");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** The name in answers and meters, such as {@code engine}. */
        public String label() {
            return label;
        }
    }

    /** Nobody was asked. */
    public static final PolicyVerdict NOT_ASKED =
            new PolicyVerdict(false, true, Optional.empty(), Optional.empty(), Source.NONE);

    /** A verdict; texts are cut to {@value #LONGEST} characters and cleared of control characters. */
    public PolicyVerdict {
        reason = reason.map(PolicyVerdict::tidy).filter(text -> !text.isEmpty());
        decisionId = decisionId.map(PolicyVerdict::tidy).filter(text -> !text.isEmpty());
    }

    static PolicyVerdict allowed(Source source, Optional<String> reason) {
        return new PolicyVerdict(true, true, reason, Optional.empty(), source);
    }

    static PolicyVerdict denied(Source source, String reason) {
        return new PolicyVerdict(true, false, Optional.of(reason), Optional.empty(), source);
    }

    private static String tidy(String text) {
        StringBuilder tidy = new StringBuilder();
        text.codePoints()
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .limit(LONGEST)
                .forEach(point -> tidy.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return tidy.toString().strip();
    }
}
