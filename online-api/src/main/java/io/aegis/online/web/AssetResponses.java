/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import java.util.stream.Stream;

/** Answers requests for files: compressed where that is accepted, and not at all where the sender has them. */
final class AssetResponses {

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK = "no-cache";

    private AssetResponses() {}

    /** A file at a path that names its content: it never changes. */
    static Response forever(Request request, Asset asset) {
        return answer(request, asset, FOREVER);
    }

    /** A file that may be another tomorrow: its tag is asked about each time. */
    static Response current(Request request, Asset asset) {
        return answer(request, asset, ASK);
    }

    private static Response answer(Request request, Asset asset, String caching) {
        boolean gzip = asset.compresses() && takesGzip(request);
        // Each coding is a representation of its own, with a tag of its own (RFC 9110, 8.8.3.3).
        String tag = "\"" + asset.tag() + (gzip ? "-gzip" : "") + "\"";
        Response response = knows(request, tag)
                ? Response.empty(304)
                : Response.whole(200, asset.contentType(), gzip ? asset.compressed() : asset.plain());
        Response tagged =
                response.with("ETag", tag).with("Cache-Control", caching).with("Vary", "Accept-Encoding");
        return gzip && response.status() == 200 ? tagged.with("Content-Encoding", "gzip") : tagged;
    }

    private static boolean knows(Request request, String tag) {
        return request.header("If-None-Match").stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                .anyMatch(each -> each.equals(tag) || each.equals("*"));
    }

    private static boolean takesGzip(Request request) {
        return request.header("Accept-Encoding").stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .anyMatch(each -> each.equals("gzip") || (each.startsWith("gzip;") && !each.matches(".*q=0(\\.0*)?$")));
    }
}
