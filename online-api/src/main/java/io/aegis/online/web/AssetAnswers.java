package io.aegis.online.web;

import io.aegis.online.http.Answer;
import io.aegis.online.http.Exchange;
import java.util.stream.Stream;

/** Answers requests for files: compressed where that is accepted, and not at all where the sender has them. */
final class AssetAnswers {

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK = "no-cache";

    private AssetAnswers() {}

    /** A file at a path that names its content: it never changes. */
    static Answer forever(Exchange exchange, Asset asset) {
        return answer(exchange, asset, FOREVER);
    }

    /** A file that may be another tomorrow: its tag is asked about each time. */
    static Answer current(Exchange exchange, Asset asset) {
        return answer(exchange, asset, ASK);
    }

    private static Answer answer(Exchange exchange, Asset asset, String caching) {
        boolean gzip = asset.compresses() && takesGzip(exchange);
        // Each coding is a representation of its own, with a tag of its own (RFC 9110, 8.8.3.3).
        String tag = "\"" + asset.tag() + (gzip ? "-gzip" : "") + "\"";
        Answer answer = knows(exchange, tag)
                ? Answer.empty(304)
                : Answer.whole(200, asset.contentType(), gzip ? asset.compressed() : asset.plain());
        Answer tagged = answer.with("ETag", tag).with("Cache-Control", caching).with("Vary", "Accept-Encoding");
        return gzip && answer.status() == 200 ? tagged.with("Content-Encoding", "gzip") : tagged;
    }

    private static boolean knows(Exchange exchange, String tag) {
        return exchange.header("If-None-Match").stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                .anyMatch(each -> each.equals(tag) || each.equals("*"));
    }

    private static boolean takesGzip(Exchange exchange) {
        return exchange.header("Accept-Encoding").stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .anyMatch(each -> each.equals("gzip") || (each.startsWith("gzip;") && !each.matches(".*q=0(\\.0*)?$")));
    }
}
