/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

/** Answers the requests of one route. Runs on the request's own virtual thread and may block. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers a request.
     *
     * @throws io.aegis.problem.ProblemException when the request is refused; the router tells its sender why
     * @throws Exception anything else is a defect: the router logs it and answers 500 without details
     */
    Response answer(Request request) throws Exception;
}
