/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

/** One module of the API's routes. */
@FunctionalInterface
public interface Routes {

    /** Adds its routes. */
    void addTo(RouteTable table);
}
