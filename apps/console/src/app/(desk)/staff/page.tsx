export { StaffPage as default, staffMetadata as generateMetadata } from "@/features/staff/staff-page.tsx";
