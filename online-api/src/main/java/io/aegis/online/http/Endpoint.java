package io.aegis.online.http;

/** Answers the requests of one route. Runs on the request's own virtual thread and may block. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers a request.
     *
     * @throws io.aegis.online.problem.Refusal when the request is refused; the door tells its sender why
     * @throws Exception anything else is a defect: the door logs it and answers 500 without details
     */
    Answer answer(Exchange exchange) throws Exception;
}
