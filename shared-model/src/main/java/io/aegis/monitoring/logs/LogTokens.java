/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Cuts a message into the tokens that its template is made of. */
public final class LogTokens {

    /** Characters of a message that are looked at. */
    static final int MOST_CHARACTERS = 2_000;

    /** Tokens of a message that are looked at. */
    static final int MOST = 40;

    private static final String SEPARATORS = " \t\n\r\f[]{}(),;=:";

    private LogTokens() {}

    /** The tokens of a message. */
    public static List<String> of(String message) {
        String start = message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) : message;
        var words = new StringTokenizer(Masking.mask(start), SEPARATORS);
        var tokens = new ArrayList<String>();
        while (words.hasMoreTokens() && tokens.size() < MOST) {
            tokens.add(words.nextToken());
        }
        return tokens;
    }
}
