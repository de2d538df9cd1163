/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** The interactive documentation. Its libraries are big and rarely asked for, so they are read when they are. Thread-safe. */
public final class Documentation {

    private static final String FOLDER = "/io/aegis/online/web/documentation/";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String REDOC = "/META-INF/resources/webjars/redoc/2.5.1/";

    /** What ReDoc would ask another host for. */
    private static final String FOREIGN_IMAGE = "https://cdn.redoc.ly/redoc/logo-mini.svg";

    private static final String NO_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

    private final Asset openApi;
    private final Supplier<Bundle> files;

    private Documentation(Asset openApi, Supplier<Bundle> files) {
        this.openApi = openApi;
        this.files = files;
    }

    /** The documentation of a version of the product. */
    public static Documentation of(String version) {
        String json = new String(Bundle.resource(FOLDER + "openapi.json"), StandardCharsets.UTF_8);
        return new Documentation(
                Asset.of(
                        "openapi.json",
                        json.replace("{product-version}", version).getBytes(StandardCharsets.UTF_8)),
                new Once());
    }

    /** OpenAPI 3.1 in JSON. */
    Asset openApi() {
        return openApi;
    }

    /** Scripts and styles of both pages. */
    Bundle files() {
        return files.get();
    }

    /** One of the two pages. */
    Asset page(String name) {
        String html = new String(Bundle.resource(FOLDER + name), StandardCharsets.UTF_8);
        return Asset.of(
                name,
                html.replace("{assets}", "/docs/assets/" + files().version()).getBytes(StandardCharsets.UTF_8));
    }

    private static final class Once implements Supplier<Bundle> {

        private List<Bundle> read = List.of();

        @Override
        public synchronized Bundle get() {
            if (read.isEmpty()) {
                read = List.of(Bundle.read(FOLDER, List.of("swagger-start.js", "redoc-start.js", "pages.css"))
                        .and(Bundle.read(SWAGGER, List.of("swagger-ui-bundle.js", "swagger-ui.css")))
                        .and(Bundle.read(REDOC, List.of("redoc.standalone.js"))
                                .replacing("redoc.standalone.js", FOREIGN_IMAGE, NO_IMAGE)));
            }
            return read.getFirst();
        }
    }
}
