"""The payment providers that stand behind the assemblies, and what people do at their pages."""
