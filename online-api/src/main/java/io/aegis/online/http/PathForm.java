package io.aegis.online.http;

import java.util.regex.Pattern;

/**
 * The one form of a path that is served. What others would make of {@code /a/../b}, {@code //b}, {@code /%2e%2e/b} or {@code /b;x} is
 * theirs to say; here a limit and a route must never see different paths.
 */
final class PathForm {

    private static final Pattern UNSURE =
            Pattern.compile("//|/\\.\\.?(?:/|$)|;|\\\\|%(?:2[eEfF]|5[cC]|3[bB]|0\\p{XDigit}|1\\p{XDigit}|7[fF])");

    private PathForm() {}

    /** Whether a path, as it was sent, means the same to everybody. */
    static boolean isNormal(String rawPath) {
        return !UNSURE.matcher(rawPath).find();
    }
}
