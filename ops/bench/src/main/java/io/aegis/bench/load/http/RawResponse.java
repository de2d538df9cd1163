/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import java.util.OptionalLong;

/**
 * An HTTP answer, read whole.
 *
 * @param status such as 201
 * @param serverNanos the metric {@code total} of {@code Server-Timing}
 * @param retryAfterSeconds {@code Retry-After}, when it is a number
 * @param keepAlive whether the connection can be used again
 * @param body as it came; not to be changed
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Never compared; a copy for each of thousands of answers a second would cost.
public record RawResponse(
        int status, OptionalLong serverNanos, OptionalLong retryAfterSeconds, boolean keepAlive, byte[] body) {}
