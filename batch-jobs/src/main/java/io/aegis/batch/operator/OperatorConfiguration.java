/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.access.CrossSiteFilter;
import io.aegis.access.WrongKeyLimit;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.StoredKey;
import io.aegis.deadline.Ticker;
import java.security.SecureRandom;
import java.time.Instant;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Who may operate, and how answers are written. */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

    @Bean
    KeyRing keyRing(BatchSettings settings, Database database, JobControlSettings jobControlSettings, Ticker ticker) {
        KeyStore store = new KeyStore(database, UuidCreator::getTimeOrderedEpoch, new SecureRandom());
        return new KeyRing(
                StoredKey.bootstrap(settings.bootstrapKey()),
                () -> store.active(jobControlSettings.deadline(ticker)).stream()
                        .map(StoredKey::of)
                        .toList());
    }

    @Bean
    FilterRegistrationBean<OperatorRequestFilter> requestFilter(
            BatchSettings settings, KeyRing keys, Ticker ticker, JsonMapper json) {
        FilterRegistrationBean<OperatorRequestFilter> registration =
                new FilterRegistrationBean<>(new OperatorRequestFilter(
                        keys,
                        new WrongKeyLimit(ticker),
                        new CrossSiteFilter(settings.hosts(), settings.origins()),
                        json,
                        ticker));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** The server's own refusals, instead of its pages. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports(JsonMapper json) {
        return factory -> factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            Pipeline pipeline = host.getPipeline();
            for (Valve valve : pipeline.getValves()) {
                if (valve instanceof ErrorReportValve) {
                    pipeline.removeValve(valve);
                }
            }
            // It adds one of this class unless there is one.
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
            pipeline.addValve(new ProblemReportValve(json));
        });
    }

    @Bean
    JsonMapperBuilderCustomizer jsonForm() {
        // Two values of one name are read differently by different readers.
        return builder -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule().addSerializer(Instant.class, new TimestampFormat()));
    }
}
