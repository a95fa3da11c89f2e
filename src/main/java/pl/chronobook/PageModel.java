package pl.chronobook;

import io.micrometer.tracing.handler.TracingObservationHandler;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Attributes that the layout of every page needs.
 */
@ControllerAdvice
class PageModel {

	@ModelAttribute("currentPath")
	String currentPath(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

	/**
	 * The trace by which an operator finds what happened, on error pages only. The
	 * request of an error page has left its span, so the trace is read from the request
	 * itself.
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
