/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.connection.BodyProgress;
import io.aegis.deadline.Ticker;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;

/** A request whose body ends with an error when it has more bytes than are read, or makes no {@link BodyProgress}. */
final class BoundedBody extends HttpServletRequestWrapper {

    private static final Duration PROGRESS_WITHIN = Duration.ofSeconds(10);

    private final long limit;
    private final Ticker ticker;

    BoundedBody(HttpServletRequest request, long limit, Ticker ticker) {
        super(request);
        this.limit = limit;
        this.ticker = ticker;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Counted(super.getInputStream(), limit, ticker);
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private final long limit;
        private final Ticker ticker;
        private final BodyProgress progress = new BodyProgress(PROGRESS_WITHIN);
        private long read;

        Counted(ServletInputStream body, long limit, Ticker ticker) {
            this.body = body;
            this.limit = limit;
            this.ticker = ticker;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long before = ticker.nanos();
            int some = wellFormed(bytes, offset, length);
            if (progress.isTooSlow(some, ticker.nanos() - before)) {
                throw new IOException("the body comes too slowly");
            }
            count(Math.max(0, some));
            return some;
        }

        /** What Tomcat finds wrong at the end of a chunked body need not be an {@link IOException}. */
        private int wellFormed(byte[] bytes, int offset, int length) throws IOException {
            try {
                return body.read(bytes, offset, length);
            } catch (IllegalStateException e) {
                throw new IOException("the body is not well-formed HTTP", e);
            }
        }

        private void count(int more) throws IOException {
            read += more;
            if (read > limit) {
                throw new BodyTooLargeException(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
