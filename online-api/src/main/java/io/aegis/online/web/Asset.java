/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file that is served, whole and compressed, with a tag that changes with it. Immutable. */
final class Asset {

    private static final int TAG_LENGTH = 20;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "csv", "text/csv; charset=utf-8",
            "png", "image/png");

    private final String contentType;
    private final byte[] plain;
    private final byte[] compressed;
    private final String tag;

    private Asset(String contentType, byte[] plain) {
        this.contentType = contentType;
        this.plain = plain;
        this.compressed = gzip(plain);
        this.tag = digest(plain).substring(0, TAG_LENGTH);
    }

    /**
     * A file.
     *
     * @param name its ending tells what it is
     */
    static Asset of(String name, byte[] bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return new Asset(TYPES.getOrDefault(ending, "application/octet-stream"), bytes.clone());
    }

    String contentType() {
        return contentType;
    }

    byte[] plain() {
        return plain;
    }

    byte[] compressed() {
        return compressed;
    }

    /** Whether sending it compressed saves anything. */
    boolean compresses() {
        return compressed.length < plain.length;
    }

    /** Stands for its content; safe in paths and headers. */
    String tag() {
        return tag;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
