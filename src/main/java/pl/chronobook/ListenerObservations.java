package pl.chronobook;

import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Records each call of an event listener as the observation
 * {@code chronobook.events.handled}, whose span belongs to the trace that published the
 * event.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class ListenerObservations {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Advisor listenerObservationAdvisor(ObjectProvider<ObservationRegistry> observations) {
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
				new AnnotationMatchingPointcut(null, TransactionalEventListener.class, true),
				new Observing(observations));
		// Outermost, because the commit of the listener's transaction may fail as well
		advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return advisor;
	}

	private record Observing(ObjectProvider<ObservationRegistry> observations) implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			String listener = invocation.getMethod().getDeclaringClass().getSimpleName();
			String event = invocation.getMethod().getParameterTypes()[0].getSimpleName();
			Observation observation = Observation
				.createNotStarted("chronobook.events.handled", this.observations.getObject())
				.contextualName(listener + " on " + event)
				.lowCardinalityKeyValue("listener", listener)
				.lowCardinalityKeyValue("event", event)
				.lowCardinalityKeyValue("outcome", "failed");
			AtomicReference<@Nullable Object> result = new AtomicReference<>();
			observation.observeChecked(() -> {
				result.set(invocation.proceed());
				observation.lowCardinalityKeyValue("outcome", "completed");
			});
			return result.get();
		}

	}

}
