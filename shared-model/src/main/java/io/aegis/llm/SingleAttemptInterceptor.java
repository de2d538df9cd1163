/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Holds the HTTP client to what a call may be: one request to the address that was configured, never silently repeated (it
 * may have been charged), and an answer of at most {@value #MAX_BODY} bytes, read within the time of the call. What is not a
 * success, or no completion, is thrown with all that the server said.
 */
final class SingleAttemptInterceptor implements Interceptor {

    /** An answer has about a kilobyte. */
    static final long MAX_BODY = 256 * 1024;

    private static final List<String> MILLISECONDS = List.of("retry-after-ms", "x-ms-retry-after-ms");

    private static final MediaType COMPLETION = MediaType.get("application/json; charset=utf-8");

    private final ChatEndpoint endpoint;
    private final String key;
    private final Optional<ExchangeListener> listener;

    SingleAttemptInterceptor(ChatEndpoint endpoint, String key, Optional<ExchangeListener> listener) {
        this.endpoint = endpoint;
        this.key = key;
        this.listener = listener;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = addressed(chain.request());
        Response response = chain.proceed(request);
        try (response) {
            ResponseBody whole = response.peekBody(MAX_BODY + 1);
            if (listener.isPresent()) {
                listener.get().exchanged(endpoint.shown(), sent(request.body()), response.code());
            }
            if (whole.contentLength() > MAX_BODY) {
                throw new ResponseTooLargeException(MAX_BODY);
            }
            String said = whole.string();
            if (!response.isSuccessful()) {
                throw new HttpErrorException(response.code(), retryAfter(response), said);
            }
            String completion = CompletionShape.completion(said);
            if (NoCompletion.is(completion)) {
                throw new HttpErrorException(response.code(), retryAfter(response), completion);
            }
            return response.newBuilder()
                    .body(ResponseBody.create(completion, COMPLETION))
                    .build();
        }
    }

    /** In seconds, or a date. */
    private static @Nullable String retryAfter(Response response) {
        return MILLISECONDS.stream()
                .map(response::header)
                .filter(Objects::nonNull)
                .flatMap(value -> RetryAfter.seconds(value).stream())
                .findFirst()
                .orElseGet(() -> response.header("Retry-After"));
    }

    private Request addressed(Request request) {
        Request.Builder changed = request.newBuilder().url(endpoint.url().toString());
        if (endpoint.azure()) {
            changed.removeHeader("Authorization").header("api-key", key);
        }
        RequestBody body = request.body();
        if (body != null) {
            changed.method(request.method(), new SentOnce(body));
        }
        return changed.build();
    }

    private static String sent(@Nullable RequestBody body) throws IOException {
        Buffer buffer = new Buffer();
        if (body != null) {
            body.writeTo(buffer);
        }
        return buffer.readUtf8();
    }

    private static final class SentOnce extends RequestBody {

        private final RequestBody body;

        SentOnce(RequestBody body) {
            this.body = body;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
