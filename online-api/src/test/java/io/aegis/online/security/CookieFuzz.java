/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.access.SentKeys;
import io.aegis.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Fuzzes the cookie of a session, and the headers in which keys come. */
public final class CookieFuzz {

    private static final SessionTokens TOKENS =
            new SessionTokens(Secret.of("a bootstrap key for fuzzing only"), new SecureRandom());

    private static final String MADE = TOKENS.next();

    private CookieFuzz() {}

    /** Whatever comes is read, and nothing that was made up is taken for a token. */
    public static void fuzzerTestOneInput(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        Optional<String> token = credentials(header).token();
        if (token.filter(each -> TOKENS.made(each) && !each.equals(MADE)).isPresent()) {
            throw new IllegalStateException("taken for a token: " + token.get());
        }
        SentKeys.of(List.of(), List.of(header));
        SentKeys.of(List.of(header), List.of("Bearer " + header));
        String beside = Credentials.COOKIE + "=" + MADE + "; a" + header.replace('=', '-');
        if (!credentials(beside).token().map(TOKENS::made).orElse(false)) {
            throw new IllegalStateException("a token is not found beside other cookies: " + beside);
        }
    }

    private static Credentials credentials(String cookies) {
        return new Credentials(SentKeys.of(List.of(), List.of()), List.of(cookies), true, false);
    }
}
