package io.aegis.online.http;

/** One face of the API. */
@FunctionalInterface
public interface Routes {

    /** Adds its routes. */
    void addTo(RouteTable table);
}
