/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

/** Hears of each request to a provider, for who wants to see what is sent. */
@FunctionalInterface
interface ExchangeListener {

    /**
     * A server has answered.
     *
     * @param address without its query, in which gateways carry keys
     * @param body of the request: JSON without a key
     * @param status of HTTP
     */
    void exchanged(String address, String body, int status);
}
