package io.aegis.online.imports;

import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is being sent: as a body of type {@code text/csv}, or as the part {@code file} of {@code multipart/form-data}.
 *
 * @param name as its sender calls it, without folders
 * @param charset that it is said to be in; UTF-8 unless said otherwise
 * @param content the file, as it comes
 * @param rest what follows the file in the body
 * @param length of the body, when it says
 */
record Upload(String name, Charset charset, InputStream content, InputStream rest, OptionalLong length) {

    /** What a client that sends something else is told. */
    private static final String WANTED = "the file as text/csv, or as the part 'file' of multipart/form-data";

    private static final String NAMELESS = "upload.csv";
    private static final String FIELD = "file";
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_CHARSET = 40;

    /**
     * Finds the file in a request.
     *
     * @throws ProblemException 415 when the body is of another kind, 400 when it is not well-formed, 422 without a file
     */
    static Upload of(Request request, QueryParameters query) throws IOException {
        Optional<Charset> asked = query.text("charset", LONGEST_CHARSET).map(Upload::charset);
        Optional<String> called = query.text("file_name", LONGEST_NAME);
        refuseCoded(request);
        HeaderValue type = HeaderValue.of(request.header("Content-Type").orElse(""));
        InputStream body = request.stream();
        return switch (type.value()) {
            case "text/csv" ->
                new Upload(
                        called.map(Upload::withoutFolders).orElse(NAMELESS),
                        asked.or(() -> type.parameter("charset").map(Upload::charset))
                                .orElse(StandardCharsets.UTF_8),
                        body,
                        InputStream.nullInputStream(),
                        request.length());
            case "multipart/form-data" -> {
                String boundary = type.parameter("boundary")
                        .orElseThrow(() -> ProblemException.malformed("The Content-Type has no boundary."));
                MultipartReader.Part part = filePart(new MultipartReader(body, boundary));
                yield new Upload(
                        withoutFolders(part.fileName().orElse(NAMELESS)),
                        asked.or(() -> part.type().parameter("charset").map(Upload::charset))
                                .orElse(StandardCharsets.UTF_8),
                        part.content(),
                        body,
                        request.length());
            }
            default -> throw ProblemException.unsupportedMediaType(WANTED);
        };
    }

    private static MultipartReader.Part filePart(MultipartReader parts) throws IOException {
        Optional<MultipartReader.Part> part = parts.next();
        while (part.isPresent()) {
            if (part.get().name().equals(FIELD)) {
                return part.get();
            }
            part = parts.next();
        }
        throw ProblemException.invalid(FIELD, "must be a part of the form, with the file in it");
    }

    private static void refuseCoded(Request request) {
        if (!request.header("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw ProblemException.unsupportedMediaType(WANTED + ", without Content-Encoding");
        }
    }

    private static Charset charset(String name) {
        try {
            if (Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        } catch (IllegalCharsetNameException e) {
            // As unknown as a well-formed name that nobody knows.
        }
        throw ProblemException.invalid("charset", "must be a known character set, such as UTF-8 or windows-1252");
    }

    private static String withoutFolders(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String shown = last.replaceAll("\\p{Cntrl}", "").strip();
        return shown.isEmpty() ? NAMELESS : shown;
    }
}
