package pl.chronobook;

import io.micrometer.tracing.handler.TracingObservationHandler;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * What the layout of every page needs.
 */
@ControllerAdvice
class PageModel {

	@ModelAttribute("currentPath")
	String currentPath(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

	/**
	 * By which an operator finds what happened; on pages that say that something failed.
	 * Their request has left its span, so it is asked for itself.
	 */
	@ModelAttribute("traceId")
	@Nullable String traceId(HttpServletRequest request) {
		if (request.getDispatcherType() != DispatcherType.ERROR) {
			return null;
		}
		return ServerHttpObservationFilter.findObservationContext(request)
			.map(context -> context.<TracingObservationHandler.TracingContext>get(
					TracingObservationHandler.TracingContext.class))
			.map(TracingObservationHandler.TracingContext::getSpan)
			.map(span -> span.context().traceId())
			.orElse(null);
	}

}
