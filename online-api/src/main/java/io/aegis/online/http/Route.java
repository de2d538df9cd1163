/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.online.security.Access;

/**
 * One route.
 *
 * @param method of HTTP
 * @param template such as {@code /feedback/{id}}; labels logs and meters too
 * @param access who may use it
 * @param produces the media type of its answers
 * @param endpoint answers it
 */
record Route(String method, String template, Access access, String produces, Endpoint endpoint) {

    /** Stands for the media type of the request. */
    static final String AS_SENT = "*/*";

    /** Whether the template stands for many paths. */
    boolean hasParameters() {
        return template.indexOf('{') >= 0;
    }

    /** The same, where a check may refuse before. */
    Route preceded(Runnable check) {
        return new Route(method, template, access, produces, request -> {
            check.run();
            return endpoint.answer(request);
        });
    }
}
