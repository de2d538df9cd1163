/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where metrics are exposed: the address of a target, or a file with what one has answered.
 *
 * @param place an address that begins with {@code http://} or {@code https://}, else a file
 */
record MetricsSource(String place) {

    private static final int MAX_BYTES = 64 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** The message says in words why. */
    static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    private boolean remote() {
        return place.startsWith("http://") || place.startsWith("https://");
    }

    /** The target as Prometheus would call it; none for a file. */
    Optional<String> instance() throws UnreadableException {
        return remote() ? Optional.of(address().getAuthority()) : Optional.empty();
    }

    /**
     * What is exposed there, of a target at the most {@value #MAX_BYTES} bytes.
     *
     * @throws UnreadableException when it is no place, no text for us, or larger than that
     */
    String text() throws IOException, InterruptedException {
        return remote() ? fetched(address()) : read(place);
    }

    private URI address() throws UnreadableException {
        try {
            // The client takes no address without a host.
            return HttpRequest.newBuilder(URI.create(place)).build().uri();
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("it is not an address");
        }
    }

    private static String read(String file) throws IOException {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw new UnreadableException("no file has such a name");
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new UnreadableException("it has more than " + MAX_BYTES + " bytes");
        }
        return Files.readString(path);
    }

    private static String fetched(URI target) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(target)
                            .timeout(TIMEOUT)
                            .header("Accept", "text/plain;version=0.0.4")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new UnreadableException("it answers " + response.statusCode());
                }
                return new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            }
        }
    }
}
