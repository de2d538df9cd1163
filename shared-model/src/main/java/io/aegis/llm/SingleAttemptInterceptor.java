package io.aegis.llm;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Holds the HTTP client to what a call may be: one request, never silently repeated (it may have been charged), and an
 * answer of at most {@value #MAX_BODY} bytes, read within the time of the call.
 */
final class SingleAttemptInterceptor implements Interceptor {

    /** An answer has about a kilobyte. */
    static final long MAX_BODY = 256 * 1024;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        if (body != null) {
            request = request.newBuilder()
                    .method(request.method(), new SentOnce(body))
                    .build();
        }
        Response response = chain.proceed(request);
        try (response) {
            ResponseBody whole = response.peekBody(MAX_BODY + 1);
            if (whole.contentLength() > MAX_BODY) {
                throw new ResponseTooLargeException(MAX_BODY);
            }
            return response.newBuilder().body(whole).build();
        }
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
