export { AuditPage as default, auditMetadata as generateMetadata } from "@/features/audit/audit-page.tsx";
