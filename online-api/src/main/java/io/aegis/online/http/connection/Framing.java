package io.aegis.online.http.connection;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a request is well-formed where the server itself does not look, or looks wrongly. */
public final class Framing {

    private static final Pattern QUERY = Pattern.compile("(?:[\\w\\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*+");

    private Framing() {}

    /**
     * Whether a request says without contradiction where its body ends; a proxy may read a contradiction otherwise than we.
     * At most one length, which is a whole number; or, without a length, chunks and no other transfer coding.
     */
    public static boolean isSound(ServerRequestHeaders headers) {
        List<String> lengths = headers.all(HeaderNames.CONTENT_LENGTH, List::of);
        List<String> codings = headers.all(HeaderNames.TRANSFER_ENCODING, List::of);
        if (codings.isEmpty()) {
            return lengths.isEmpty()
                    || (lengths.size() == 1 && lengths.getFirst().matches("\\d{1,18}"));
        }
        return lengths.isEmpty() && codings.equals(List.of("chunked"));
    }

    /** Whether a query has but the characters of RFC 3986. */
    public static boolean isSoundQuery(String raw) {
        return QUERY.matcher(raw).matches();
    }
}
