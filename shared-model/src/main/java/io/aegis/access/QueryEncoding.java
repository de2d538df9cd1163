/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a query is percent-encoded UTF-8 (RFC 3986). What decoders make of anything else is theirs to say, and none says
 * so: a search for a byte that is no text would find the rows without one.
 */
public final class QueryEncoding {

    private static final String WANTED = "must be percent-encoded UTF-8";
    private static final int LONGEST_NAME = 64;
    private static final int HEX = 16;

    private QueryEncoding() {}

    /**
     * Looks at a query as it was sent.
     *
     * @param raw what follows the question mark; empty when there is nothing
     * @return the refusal, 400, that names the parameters which are not
     */
    public static Optional<ProblemException> refused(String raw) {
        if (raw.indexOf('%') < 0) {
            return Optional.empty();
        }
        List<FieldError> errors = new ArrayList<>();
        for (String parameter : raw.split("&", -1)) {
            if (!isText(parameter)) {
                errors.add(new FieldError(name(parameter), WANTED));
            }
        }
        return errors.isEmpty() ? Optional.empty() : Optional.of(ProblemException.malformed(errors));
    }

    private static String name(String parameter) {
        int end = parameter.indexOf('=');
        String name = end < 0 ? parameter : parameter.substring(0, end);
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private static boolean isText(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char character = encoded.charAt(i);
            if (character == '%') {
                int octet = octet(encoded, i);
                if (octet < 0) {
                    return false;
                }
                bytes.put((byte) octet);
                i += 2;
            } else {
                // Parameters are told apart by ASCII; anything else was refused before, or is text already.
                bytes.put((byte) Math.min(character, Byte.MAX_VALUE));
            }
        }
        return isUtf8(bytes.flip());
    }

    private static int octet(String encoded, int at) {
        if (at + 2 >= encoded.length()) {
            return -1;
        }
        int high = Character.digit(encoded.charAt(at + 1), HEX);
        int low = Character.digit(encoded.charAt(at + 2), HEX);
        return high < 0 || low < 0 ? -1 : HEX * high + low;
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
