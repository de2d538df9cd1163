/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import io.aegis.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one form of a path that is served. What others would make of {@code /a/../b}, {@code //b}, {@code /%2e%2e/b} or {@code /b;x} is
 * theirs to say; here a limit and a route must never see different paths.
 */
public final class PathForm {

    private static final Pattern UNSURE =
            Pattern.compile("//|/\\.\\.?(?:/|$)|;|\\\\|%(?:2[eEfF]|5[cC]|3[bB]|0\\p{XDigit}|1\\p{XDigit}|7[fF])");

    /** Without one of these nothing above can be in a path; nearly none has any, and a matcher takes memory. */
    private static final String SUSPECT = ".;\\%";

    /** Stands for the server itself. */
    private static final String SERVER = "*";

    private PathForm() {}

    /** Why a request for a path, as it was sent, is not answered; empty when it is one that means the same to everybody. */
    public static Optional<ProblemException> refused(String rawPath) {
        return isNormal(rawPath)
                ? Optional.empty()
                : Optional.of(ProblemException.malformed("The path is not in its normal form."));
    }

    /** Whether a path, as it was sent, is one, and means the same to everybody. */
    static boolean isNormal(String rawPath) {
        return (rawPath.startsWith("/") || rawPath.equals(SERVER))
                && (!isSuspect(rawPath) || !UNSURE.matcher(rawPath).find());
    }

    private static boolean isSuspect(String rawPath) {
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            if (SUSPECT.indexOf(c) >= 0 || (c == '/' && i > 0 && rawPath.charAt(i - 1) == '/')) {
                return true;
            }
        }
        return false;
    }
}
