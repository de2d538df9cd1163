/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch;

import io.aegis.batch.settings.BatchSettings;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The graph of the batch application: every package with a configuration class of its own takes part. */
// What the server refuses by itself is told by it, in the shape of all other refusals.
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
class BatchApplication {

    /** Starts it; it runs until the context is closed. */
    static ConfigurableApplicationContext start(BatchSettings settings) {
        return start(settings, _ -> {});
    }

    /**
     * Starts it with other parts.
     *
     * @param parts puts them in before the usual ones are looked for
     */
    static ConfigurableApplicationContext start(BatchSettings settings, Consumer<GenericApplicationContext> parts) {
        SpringApplication application = new SpringApplication(BatchApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of(
                "server.address", settings.listen().address().getHostAddress(),
                "server.port", settings.listen().port(),
                "logging.level.io.aegis", settings.logLevel().name()));
        application.addInitializers(context -> {
            GenericApplicationContext graph = (GenericApplicationContext) context;
            graph.registerBean(BatchSettings.class, () -> settings);
            parts.accept(graph);
        });
        return application.run();
    }
}
