/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.access.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** The id of a servlet request, kept with it. */
final class OperatorRequestIds {

    private static final String ATTRIBUTE = OperatorRequestIds.class.getName();
    private static final RequestIds IDS = new RequestIds(() -> UUID.randomUUID().toString());

    private OperatorRequestIds() {}

    /** The id of a request, the same each time. */
    static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = IDS.of(Optional.ofNullable(request.getHeader(RequestIds.HEADER)));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
