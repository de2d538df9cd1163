package io.aegis.online.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;

/** Whether a request says without contradiction where its body ends. Proxies may read a contradiction otherwise than we. */
final class Framing {

    private Framing() {}

    /** At most one length, which is a whole number; or, without a length, chunks and no other transfer coding. */
    static boolean isSound(ServerRequestHeaders headers) {
        List<String> lengths = headers.all(HeaderNames.CONTENT_LENGTH, List::of);
        List<String> codings = headers.all(HeaderNames.TRANSFER_ENCODING, List::of);
        if (codings.isEmpty()) {
            return lengths.isEmpty()
                    || (lengths.size() == 1 && lengths.getFirst().matches("\\d{1,18}"));
        }
        return lengths.isEmpty() && codings.equals(List.of("chunked"));
    }
}
