/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.feedbackfile.FileOptions;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A file that is being sent: as a body of type {@code text/csv} and its like, or as the part {@code file} of {@code
 * multipart/form-data}. What is said about it comes in the query, or in parts before and after the file.
 */
final class Upload {

    /** Names of what may be said about a file. */
    static final List<String> OPTIONS = List.of(
            "format",
            "charset",
            "separator",
            "sheet",
            "header_row",
            "column",
            "map.channel",
            "map.customer_ref",
            "map.external_id",
            "map.occurred_at",
            "map.rating",
            "map.language",
            "map.author");

    /** What a client that sends something else is told. */
    private static final String WANTED = "the file as text/csv, or as the part 'file' of multipart/form-data";

    private static final Set<String> TYPES = Set.of(
            "text/csv",
            "text/plain",
            "text/tab-separated-values",
            "application/csv",
            "application/x-ndjson",
            "application/jsonl",
            "application/gzip",
            "application/zip",
            "application/octet-stream",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final String NAMELESS = "upload.csv";
    private static final String FILE = "file";
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_VALUE = 1000;

    private final String name;
    private final Map<String, String> said;
    private final InputStream content;
    private final Rest rest;
    private final OptionalLong length;

    /** What follows the file in the body. */
    @FunctionalInterface
    private interface Rest {
        void read(Map<String, String> said) throws IOException;
    }

    private Upload(String name, Map<String, String> said, InputStream content, Rest rest, OptionalLong length) {
        this.name = name;
        this.said = said;
        this.content = content;
        this.rest = rest;
        this.length = length;
    }

    /**
     * Finds the file in a request.
     *
     * @throws ProblemException 415 when the body is of another kind, 400 when it is not well-formed, 422 without a file
     */
    static Upload of(Request request, QueryParameters query) throws IOException {
        Map<String, String> said = said(query);
        Optional<String> called = query.text("file_name", LONGEST_NAME);
        query.refuseIfWrong();
        UploadOptions.of(said);
        refuseCoded(request);
        HeaderValue type = HeaderValue.of(request.header("Content-Type").orElse(""));
        InputStream body = request.stream();
        if (type.value().equals("multipart/form-data")) {
            String boundary = type.parameter("boundary")
                    .orElseThrow(() -> ProblemException.malformed("The Content-Type has no boundary."));
            return ofForm(new MultipartReader(body, boundary), said, request.length());
        }
        if (!TYPES.contains(type.value())) {
            throw ProblemException.unsupportedMediaType(WANTED);
        }
        type.parameter("charset").ifPresent(charset -> said.putIfAbsent("charset", charset));
        return new Upload(called.map(Upload::withoutFolders).orElse(NAMELESS), said, body, _ -> {}, request.length());
    }

    private static Map<String, String> said(QueryParameters query) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String option : OPTIONS) {
            query.text(option, LONGEST_VALUE).ifPresent(value -> said.put(option, value));
        }
        // Left out, a misspelt one would leave its column out too, silently.
        query.names("").filter(name -> !name.startsWith(FileOptions.MAP)).forEach(OptionNames::refuseMisspelt);
        query.names(FileOptions.MAP).filter(name -> !OPTIONS.contains(name)).forEach(name -> said.put(name, ""));
        return said;
    }

    private static Upload ofForm(MultipartReader parts, Map<String, String> said, OptionalLong length)
            throws IOException {
        for (Optional<MultipartReader.Part> part = parts.next(); part.isPresent(); part = parts.next()) {
            MultipartReader.Part found = part.get();
            if (found.name().equals(FILE)) {
                found.type().parameter("charset").ifPresent(charset -> said.putIfAbsent("charset", charset));
                return new Upload(
                        withoutFolders(found.fileName().orElse(NAMELESS)),
                        said,
                        found.content(),
                        more -> readFields(parts, more),
                        length);
            }
            readField(found, said);
        }
        throw ProblemException.invalid(FILE, "must be a part of the form, with the file in it");
    }

    private static void readFields(MultipartReader parts, Map<String, String> said) throws IOException {
        for (Optional<MultipartReader.Part> part = parts.next(); part.isPresent(); part = parts.next()) {
            if (part.get().name().equals(FILE)) {
                throw ProblemException.invalid(FILE, "must be one file; send each in a request of its own");
            }
            readField(part.get(), said);
        }
    }

    private static void readField(MultipartReader.Part part, Map<String, String> said) throws IOException {
        OptionNames.refuseMisspelt(part.name());
        if (FileOptions.isOption(part.name())) {
            byte[] value = part.content().readNBytes(LONGEST_VALUE * 4 + 1);
            if (value.length > LONGEST_VALUE * 4) {
                throw ProblemException.invalid(part.name(), "must have at most " + LONGEST_VALUE + " characters");
            }
            said.putIfAbsent(part.name(), new String(value, StandardCharsets.UTF_8));
        }
    }

    /** As its sender calls it, without folders. */
    String name() {
        return name;
    }

    /** The file, as it comes. */
    InputStream content() {
        return content;
    }

    /** Length of the body, when it says. */
    OptionalLong length() {
        return length;
    }

    /**
     * What is said about the file. To be asked for once the file is read, as some of it may follow.
     *
     * @throws ProblemException 422 when there is no such value
     */
    FileOptions options() throws IOException {
        rest.read(said);
        return UploadOptions.of(said);
    }

    private static void refuseCoded(Request request) {
        if (!request.header("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw ProblemException.unsupportedMediaType(WANTED + ", without Content-Encoding");
        }
    }

    private static String withoutFolders(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String shown = last.replaceAll("\\p{Cntrl}", "").strip();
        return shown.isEmpty() ? NAMELESS : shown;
    }
}
