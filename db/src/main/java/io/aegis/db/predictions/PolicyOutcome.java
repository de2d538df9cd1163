/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import java.util.Optional;

/**
 * What the policy said of a proposed action. Texts that are too long are cut.
 *
 * @param asked whether it was asked: there is no policy to ask for {@code no_action}
 * @param allowed whether the action that was proposed may be recommended
 * @param decisionId by which the policy engine's own log knows the decision
 * @param reason why not, for a person
 */
public record PolicyOutcome(boolean asked, boolean allowed, Optional<String> decisionId, Optional<String> reason) {

    /** Nobody was asked. */
    public static final PolicyOutcome NOT_ASKED = new PolicyOutcome(false, true, Optional.empty(), Optional.empty());

    private static final int MAX_ID = 128;
    private static final int MAX_REASON = 500;

    /** Cuts the texts. */
    public PolicyOutcome {
        decisionId = decisionId.map(text -> cut(text, MAX_ID));
        reason = reason.map(text -> cut(text, MAX_REASON));
    }

    /** To the columns' length, which counts code points. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
